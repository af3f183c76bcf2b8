create or replace function ledger.derive_capital(
  p_user_id uuid, p_profile_id uuid
) returns table (
  allocated numeric, reserved_for_orders numeric, reserved_for_positions numeric, realized_pnl
  numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_typed record;
  v_orders numeric;
  v_positions numeric;
  v_pnl numeric;
begin
  select coalesce(sum(e.allocated_delta), 0) as allocated,
         coalesce(sum(e.realized_pnl_delta), 0) as pnl
    into v_typed
    from ledger.entries as e
   where e.user_id = p_user_id and e.profile_id = p_profile_id
     and split_part(e.source, ':', 1) not in ('order', 'attempt') and e.kind <> 'restatement';
  select coalesce(sum(r.amount - r.consumed - r.released), 0) into v_orders
    from ledger.reservations as r
   where r.user_id = p_user_id and r.profile_id = p_profile_id and r.closed_at is null;
  select coalesce(sum(d.cost_basis), 0), coalesce(sum(d.realized_pnl), 0)
    into v_positions, v_pnl
    from ledger.derive_positions(p_user_id, p_profile_id) as d;
  return query select v_typed.allocated, v_orders, v_positions, v_typed.pnl + v_pnl;
end;
$$;
alter function ledger.derive_capital(uuid, uuid) owner to tradekeel_owner;
revoke all on function ledger.derive_capital(uuid, uuid) from public;
grant execute on function ledger.derive_capital(uuid, uuid) to tradekeel_engine;
comment on function ledger.derive_capital(uuid, uuid) is
'Rebuild a profile''s amounts, second sense: from the entries that come of no order (allocations,
incomes, corrections, but no restatements: those bring the journal to this), open reservations and
the executions of each position in recorded order (ledger_seq), never by effective time.';
