create or replace function ledger.balance_at(
  p_user_id uuid, p_profile_id uuid, p_at timestamptz
) returns table (
  seq bigint, allocated numeric, reserved_for_orders numeric, reserved_for_positions numeric,
  realized_pnl numeric, available numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select e.seq, e.allocated_after, e.reserved_for_orders_after, e.reserved_for_positions_after,
         e.realized_pnl_after,
         e.allocated_after - e.reserved_for_orders_after - e.reserved_for_positions_after
           + e.realized_pnl_after
    from ledger.entries as e
   where e.user_id = p_user_id and e.profile_id = p_profile_id and e.recorded_at <= p_at
   order by e.seq desc
   limit 1;
  if not found then
    return query select 0::bigint, 0.0, 0.0, 0.0, 0.0, 0.0;
  end if;
end;
$$;
alter function ledger.balance_at(uuid, uuid, timestamptz) owner to tradekeel_owner;
revoke all on function ledger.balance_at(uuid, uuid, timestamptz) from public;
grant execute on function ledger.balance_at(uuid, uuid, timestamptz) to tradekeel_engine;
comment on function ledger.balance_at(uuid, uuid, timestamptz) is
'The amounts of a profile as recorded at a moment: those after the last journal entry recorded by
then; zeros before the first.';
