create or replace function lifecycle.hold_planned(
  p_user_id uuid, p_profile_id uuid, p_plan lifecycle.entry_plan
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  insert into ledger.entries (
    user_id, profile_id, seq, kind, source,
    allocated_delta, reserved_for_orders_delta, reserved_for_positions_delta,
    realized_pnl_delta, allocated_after, reserved_for_orders_after,
    reserved_for_positions_after, realized_pnl_after, effective_at, recorded_at
  ) values (
    p_user_id, p_profile_id, p_plan.seq, 'reserve', 'attempt:' || p_plan.attempt_id,
    0, p_plan.amount, 0, 0, p_plan.allocated, p_plan.reserved_for_orders,
    p_plan.reserved_for_positions, p_plan.realized_pnl, p_plan.begun_at, p_plan.begun_at
  );
  return tenancy.write_claim(p_user_id, p_plan.account_id, p_profile_id, p_plan.claim_key);
end;
$$;
alter function lifecycle.hold_planned(uuid, uuid, lifecycle.entry_plan) owner to tradekeel_owner;
revoke all on function lifecycle.hold_planned(uuid, uuid, lifecycle.entry_plan) from public;
grant execute on function lifecycle.hold_planned(uuid, uuid, lifecycle.entry_plan)
  to tradekeel_engine;
comment on function lifecycle.hold_planned(uuid, uuid, lifecycle.entry_plan) is
'Write the journal entry of what lifecycle.reserve_entry took from the capital row, and take the
claim (tenancy.write_claim). False when another profile holds it: nothing of the plan may stand
then, the caller raises.';
