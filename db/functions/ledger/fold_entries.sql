create or replace function ledger.fold_entries(
  p_user_id uuid, p_profile_id uuid
) returns table (
  allocated numeric, reserved_for_orders numeric, reserved_for_positions numeric, realized_pnl
  numeric, last_seq bigint
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select coalesce(sum(e.allocated_delta), 0), coalesce(sum(e.reserved_for_orders_delta), 0),
         coalesce(sum(e.reserved_for_positions_delta), 0),
         coalesce(sum(e.realized_pnl_delta), 0), coalesce(max(e.seq), 0)
    from ledger.entries as e
   where e.user_id = p_user_id and e.profile_id = p_profile_id;
end;
$$;
alter function ledger.fold_entries(uuid, uuid) owner to tradekeel_owner;
revoke all on function ledger.fold_entries(uuid, uuid) from public;
grant execute on function ledger.fold_entries(uuid, uuid) to tradekeel_engine;
comment on function ledger.fold_entries(uuid, uuid) is
'Rebuild a profile''s amounts, first sense: the sum of its journal.';
