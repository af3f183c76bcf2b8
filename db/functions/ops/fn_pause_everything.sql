create or replace function ops.fn_pause_everything(
  p_reason text
) returns table (paused_at timestamptz, unresolved_attempts bigint)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  perform meta.require_reason(p_reason);
  update meta.installation as i
     set paused_at = v_now, paused_by = session_user, pause_reason = p_reason
   where i.paused_at is null;
  paused_at := (select i.paused_at from meta.installation as i);
  unresolved_attempts := (
    select count(*) from lifecycle.attempts as a
     where a.kind = 'entry' and a.state in ('submitting', 'unknown')
  );
  perform meta.record_audit(
    '00000000-0000-0000-0000-000000000000', 'ops.fn_pause_everything',
    jsonb_build_object('reason', p_reason),
    jsonb_build_object('paused_at', paused_at, 'unresolved_attempts', unresolved_attempts));
  return next;
end;
$$;
alter function ops.fn_pause_everything(text) owner to tradekeel_engine;
revoke all on function ops.fn_pause_everything(text) from public;
grant execute on function ops.fn_pause_everything(text) to tradekeel_operator;
comment on function ops.fn_pause_everything(text) is
'Stop every entry of every user: the kill switch. From the moment this is committed no entry begins;
exits, cancels, stops and reconciliation go on. What had begun by then may still be sent before its
deadline: it is counted in the answer. A replay changes nothing. Errors, in order: OPR01.';
