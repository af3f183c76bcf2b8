create or replace function health.measure_database(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
             'isWritable', not pg_catalog.pg_is_in_recovery()
               and current_setting('default_transaction_read_only') = 'off',
             'isSameLife', meta.is_same_life(), 'epoch', i.epoch,
             'isPaused', i.paused_at is not null,
             'counterDeltas', (select count(*) from health.counter_deltas),
             'drift', d.row_count,
             'driftAgeSeconds', round(extract(epoch from p_now - d.measured_at), 3),
             'pendingChanges', (
               select count(*) from ops.change_requests as c
                where c.state in ('proposed', 'approved') and c.expires_at > p_now
             ),
             'auditLines', h.row_count, 'auditHead', nullif(h.head_hash, ''))
      from meta.installation as i
      left join health.drift_results as d on d.is_only
      left join ops.audit_head as h on h.is_only
  );
end;
$$;
alter function health.measure_database(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_database(timestamptz) from public;
grant execute on function health.measure_database(timestamptz) to tradekeel_engine;
comment on function health.measure_database(timestamptz) is
'Measure the database itself: whether it is writable (no standby, and sessions are not read only by
default) and lives the acknowledged life, its epoch,
whether an operator stopped all entries, counter deltas not folded yet, how many objects differ from
what was applied (null when nobody compared yet) and how old that is, change requests that wait, how
many lines the operators'' record has and the hash that it ends with.';
