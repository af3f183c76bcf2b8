create or replace function lifecycle.hold_planned(
  p_user_id uuid, p_profile_id uuid, p_plan lifecycle.entry_plan
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  with e as (
    insert into ledger.entries (
      user_id, profile_id, seq, kind, source,
      allocated_delta, reserved_for_orders_delta, reserved_for_positions_delta,
      realized_pnl_delta, allocated_after, reserved_for_orders_after,
      reserved_for_positions_after, realized_pnl_after, effective_at, recorded_at
    ) values (
      p_user_id, p_profile_id, p_plan.seq, 'reserve', 'attempt:' || p_plan.attempt_id,
      0, p_plan.amount, 0, 0, p_plan.allocated, p_plan.reserved_for_orders,
      p_plan.reserved_for_positions, p_plan.realized_pnl, p_plan.begun_at, p_plan.begun_at
    )
  )
  insert into tenancy.claims as c
    (user_id, account_id, exclusivity_key, profile_id, claimed_at, is_held)
  values (
    p_user_id, p_plan.account_id, p_plan.claim_key, p_profile_id, p_plan.begun_at, true)
  on conflict (user_id, account_id, exclusivity_key) do update
     set profile_id = excluded.profile_id, is_held = true,
         claimed_at = case when c.is_held then c.claimed_at else excluded.claimed_at end
   where not c.is_held or c.profile_id = excluded.profile_id;
  return found;
end;
$$;
alter function lifecycle.hold_planned(uuid, uuid, lifecycle.entry_plan) owner to tradekeel_owner;
revoke all on function lifecycle.hold_planned(uuid, uuid, lifecycle.entry_plan) from public;
grant execute on function lifecycle.hold_planned(uuid, uuid, lifecycle.entry_plan)
  to tradekeel_engine;
comment on function lifecycle.hold_planned(uuid, uuid, lifecycle.entry_plan) is
'Write the journal entry of what lifecycle.reserve_entry took from the capital row, and take the
claim. False when another profile holds it: nothing of the plan may stand then, the caller raises.';
