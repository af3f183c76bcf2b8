create or replace function reconciliation.find_ledger_drift(
  p_user_id uuid, p_account_id uuid
) returns table (
  profile_id uuid, detail jsonb
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select c.profile_id, jsonb_build_object(
           'allocated', array[c.allocated::text, f.allocated::text, d.allocated::text],
           'reserved_for_orders', array[c.reserved_for_orders::text,
             f.reserved_for_orders::text, d.reserved_for_orders::text],
           'reserved_for_positions', array[c.reserved_for_positions::text,
             f.reserved_for_positions::text, d.reserved_for_positions::text],
           'realized_pnl', array[c.realized_pnl::text, f.realized_pnl::text,
             d.realized_pnl::text])
    from ledger.capital as c,
         lateral ledger.fold_entries(c.user_id, c.profile_id) as f,
         lateral ledger.derive_capital(c.user_id, c.profile_id) as d
   where c.user_id = p_user_id and c.account_id = p_account_id
     and ((c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl, c.seq)
            is distinct from (f.allocated, f.reserved_for_orders, f.reserved_for_positions,
              f.realized_pnl, f.last_seq)
          or (c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl)
            is distinct from (d.allocated, d.reserved_for_orders, d.reserved_for_positions,
              d.realized_pnl));
end;
$$;
alter function reconciliation.find_ledger_drift(uuid, uuid) owner to tradekeel_owner;
revoke all on function reconciliation.find_ledger_drift(uuid, uuid) from public;
grant execute on function reconciliation.find_ledger_drift(uuid, uuid) to tradekeel_engine;
comment on function reconciliation.find_ledger_drift(uuid, uuid) is
'Profiles of an account whose capital row differs from the fold of its journal or from its
derivation, to the last digit, all read in one snapshot.';
