create or replace function ops.fn_propose_restatement(
  p_user_id uuid, p_profile_id uuid, p_reason text
) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_capital ledger.capital;
  v_plan jsonb;
  v_change_id uuid;
begin
  perform meta.require_reason(p_reason);
  v_capital := ledger.lock_capital(p_user_id, p_profile_id);
  v_plan := ledger.plan_restatement(v_capital);
  if not (v_plan ->> 'is_needed')::boolean then
    perform meta.raise_error('OPC05', format('profile=%s', p_profile_id));
  end if;
  insert into ops.change_requests
    (user_id, profile_id, kind, planned, planned_seq, reason, expires_at)
  values (
    p_user_id, p_profile_id, 'restatement', v_plan, v_capital.seq, p_reason,
    v_now + interval '1 day'
  ) returning change_id into v_change_id;
  perform meta.record_audit(p_user_id, 'ops.fn_propose_restatement', jsonb_build_object(
    'profile_id', p_profile_id, 'reason', p_reason),
    jsonb_build_object('change_id', v_change_id, 'planned', v_plan));
  return v_change_id;
end;
$$;
alter function ops.fn_propose_restatement(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_propose_restatement(uuid, uuid, text) from public;
grant execute on function ops.fn_propose_restatement(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_propose_restatement(uuid, uuid, text) is
'Propose to bring a profile whose capital does not rebuild to what its facts give: allocations,
typed entries, open reservations and executions. The plan names row, journal and facts, each
amount. It changes nothing until another person approves it, and expires after a day. Returns the
change. Errors, in order: OPR01, TNR01, OPC05 row, journal and facts agree.';
