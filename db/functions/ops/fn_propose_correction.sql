create or replace function ops.fn_propose_correction(
  p_user_id uuid, p_profile_id uuid, p_realized_pnl numeric, p_reason text
) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_capital ledger.capital;
  v_change_id uuid;
begin
  if p_realized_pnl is null or p_realized_pnl = 0 or not (p_realized_pnl between -1e20 and 1e20)
     or scale(p_realized_pnl) > 18 then
    perform meta.raise_error('OPR01', format('realized_pnl=%s', p_realized_pnl));
  end if;
  perform meta.require_reason(p_reason);
  v_capital := ledger.lock_capital(p_user_id, p_profile_id);
  if abs(v_capital.realized_pnl + p_realized_pnl) > 1e20 then
    perform meta.raise_error('OPR01', format(
      'realized_pnl=%s before=%s', p_realized_pnl, v_capital.realized_pnl));
  end if;
  insert into ops.change_requests
    (user_id, profile_id, kind, planned, planned_seq, reason, expires_at)
  values (
    p_user_id, p_profile_id, 'correction', jsonb_build_object(
      'realized_pnl_delta', p_realized_pnl::text,
      'realized_pnl_before', v_capital.realized_pnl::text,
      'realized_pnl_after', (v_capital.realized_pnl + p_realized_pnl)::text,
      'available_before', v_capital.available::text,
      'available_after', (v_capital.available + p_realized_pnl)::text),
    v_capital.seq, p_reason, v_now + interval '1 day'
  ) returning change_id into v_change_id;
  perform meta.record_audit(p_user_id, 'ops.fn_propose_correction', jsonb_build_object(
    'profile_id', p_profile_id, 'realized_pnl', p_realized_pnl::text, 'reason', p_reason),
    jsonb_build_object('change_id', v_change_id));
  return v_change_id;
end;
$$;
alter function ops.fn_propose_correction(uuid, uuid, numeric, text) owner to tradekeel_engine;
revoke all on function ops.fn_propose_correction(uuid, uuid, numeric, text) from public;
grant execute on function ops.fn_propose_correction(
  uuid, uuid, numeric, text
) to tradekeel_operator;
comment on function ops.fn_propose_correction(uuid, uuid, numeric, text) is
'Propose a correction of a profile''s realised profit and loss by a signed amount in its
currency, with the amounts before and after. It changes nothing until another person approves
it, and expires after a day. Returns the change. Errors, in order: OPR01, TNR01,
OPR01 the sum is beyond 1e20.';
