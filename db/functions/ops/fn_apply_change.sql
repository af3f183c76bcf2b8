create or replace function ops.fn_apply_change(
  p_user_id uuid, p_change_id uuid
) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_source constant text := 'change:' || p_change_id;
  v_change ops.change_requests;
  v_capital ledger.capital;
  v_seq bigint;
begin
  v_change := ledger.require_change(p_user_id, p_change_id);
  v_capital := ledger.lock_capital(p_user_id, v_change.profile_id);
  if v_change.state = 'applied' then
    return (
      select e.seq from ledger.entries as e
       where e.user_id = p_user_id and e.profile_id = v_change.profile_id
         and e.kind = v_change.kind and e.source = v_source
    );
  elsif v_change.state <> 'approved' or v_change.expires_at <= v_now then
    perform meta.raise_error('OPC03', format(
      'change=%s state=%s expires_at=%s', p_change_id, v_change.state, v_change.expires_at));
  elsif v_capital.seq <> v_change.planned_seq or v_change.kind = 'restatement'
        and ledger.plan_restatement(v_capital) <> v_change.planned then
    perform meta.raise_error('OPC04', format(
      'change=%s planned_seq=%s seq=%s', p_change_id, v_change.planned_seq, v_capital.seq));
  end if;
  if v_change.kind = 'restatement' then
    v_seq := ledger.restate(v_capital, v_source, v_change.planned, v_change.reason);
  else
    v_seq := ledger.post(
      p_user_id, v_change.profile_id, 'correction', v_source, 0, 0, 0,
      (v_change.planned ->> 'realized_pnl_delta')::numeric, true, v_now,
      jsonb_build_object('reason', v_change.reason));
  end if;
  perform ledger.broadcast_capital(p_user_id, v_change.profile_id, v_change.kind);
  update ops.change_requests as c
     set state = 'applied', applied_at = v_now
   where c.user_id = p_user_id and c.change_id = p_change_id;
  perform meta.record_audit(p_user_id, 'ops.fn_apply_change',
    jsonb_build_object('change_id', p_change_id), jsonb_build_object('seq', v_seq));
  return v_seq;
end;
$$;
alter function ops.fn_apply_change(uuid, uuid) owner to tradekeel_engine;
revoke all on function ops.fn_apply_change(uuid, uuid) from public;
grant execute on function ops.fn_apply_change(uuid, uuid) to tradekeel_operator;
comment on function ops.fn_apply_change(uuid, uuid) is
'Apply an approved change by appending to the journal, only if the profile has not moved since it
was proposed (of a restatement: if nothing of its plan would read otherwise now). A replay returns
the same entry. Returns the entry''s seq. Errors, in order:
TNR01, OPC03 it is not approved or has expired, OPC04 the profile moved since.';
