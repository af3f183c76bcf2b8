create or replace function ops.fn_compare_capital(
  p_user_id uuid, p_profile_id uuid
) returns table (
  amount text, in_row numeric, in_journal numeric, in_facts numeric, is_equal boolean
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_count bigint;
begin
  perform tenancy.require_profile(p_user_id, p_profile_id);
  return query
  select x.amount, x.in_row, x.in_journal, x.in_facts,
         x.in_row = x.in_journal and x.in_row = x.in_facts
    from ledger.capital as c,
         lateral ledger.fold_entries(c.user_id, c.profile_id) as f,
         lateral ledger.derive_capital(c.user_id, c.profile_id) as d,
         lateral (values
           ('allocated', c.allocated, f.allocated, d.allocated),
           ('reserved_for_orders', c.reserved_for_orders, f.reserved_for_orders,
             d.reserved_for_orders),
           ('reserved_for_positions', c.reserved_for_positions, f.reserved_for_positions,
             d.reserved_for_positions),
           ('realized_pnl', c.realized_pnl, f.realized_pnl, d.realized_pnl)
         ) as x (amount, in_row, in_journal, in_facts)
   where c.user_id = p_user_id and c.profile_id = p_profile_id;
  get diagnostics v_count = row_count;
  perform meta.record_read(p_user_id, 'ops.fn_compare_capital', jsonb_build_object(
    'profile_id', p_profile_id), v_count);
end;
$$;
alter function ops.fn_compare_capital(uuid, uuid) owner to tradekeel_engine;
revoke all on function ops.fn_compare_capital(uuid, uuid) from public;
grant execute on function ops.fn_compare_capital(
  uuid, uuid
) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_compare_capital(uuid, uuid) is
'Compare the four amounts of a profile''s capital as its row has them, as its journal adds them up,
and as they follow from the facts (allocations, typed entries, reservations, executions). All equal
is healthy. Reads the profile''s whole history, without a lock: while it trades, ask again before a
difference is believed. Recorded in ops.audit with the number of rows. Errors, in order: TNR01.';
