create or replace function ops.fn_acknowledge_installation(
  p_reason text
) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_epoch bigint;
begin
  perform meta.require_reason(p_reason);
  if meta.is_same_life() then
    perform meta.raise_error('OPC02', format('epoch=%s', meta.current_epoch()));
  end if;
  update meta.installation as i
     set system_identifier = s.system_identifier, timeline = meta.live_timeline(),
         database_oid = d.oid::bigint, epoch = i.epoch + 1, acknowledged_at = v_now,
         acknowledged_by = session_user
    from pg_catalog.pg_control_system() as s, pg_catalog.pg_database as d
   where d.datname = current_database()
  returning i.epoch into v_epoch;
  update locks.account_leases as l
     set owner_token = null, expires_at = v_now, ready_term = null, ready_epoch = null,
         reconciled_at = null;
  update locks.entry_locks as l
     set owner_token = null, expires_at = v_now;
  update lifecycle.attempts as a
     set horizon_at = greatest(v_now, a.send_deadline) + (a.horizon_at - a.send_deadline),
         absent_first_at = null,
         absent_last_at = null
   where a.state in ('submitting', 'unknown');
  perform meta.record_audit(
    '00000000-0000-0000-0000-000000000000', 'ops.fn_acknowledge_installation',
    jsonb_build_object('reason', p_reason), jsonb_build_object('epoch', v_epoch));
  return v_epoch;
end;
$$;
alter function ops.fn_acknowledge_installation(text) owner to tradekeel_engine;
revoke all on function ops.fn_acknowledge_installation(text) from public;
grant execute on function ops.fn_acknowledge_installation(text) to tradekeel_operator;
comment on function ops.fn_acknowledge_installation(text) is
'Acknowledge that this database lives another life (restored, promoted, cloned): the epoch grows,
every lease and readiness ends, horizons of unresolved attempts begin anew. Returns the epoch.
Errors, in order: OPR01, OPC02 it is the same life.';
