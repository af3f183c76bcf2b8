create or replace function ops.fn_read_installation() returns table (
  fact text, value text
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return query
  select f.fact, f.value
    from meta.installation as i, pg_catalog.pg_control_system() as s,
         pg_catalog.pg_database as d
    left join meta.releases as r on r.release = (select max(x.release) from meta.releases as x),
         lateral (values
           ('is_same_life', meta.is_same_life()::text),
           ('epoch', i.epoch::text),
           ('acknowledged_at', i.acknowledged_at::text),
           ('acknowledged_by', i.acknowledged_by),
           ('system_identifier', i.system_identifier::text),
           ('live_system_identifier', s.system_identifier::text),
           ('timeline', i.timeline::text),
           ('live_timeline', meta.live_timeline()::text),
           ('database_oid', i.database_oid::text),
           ('live_database_oid', d.oid::text),
           ('paused_at', i.paused_at::text),
           ('paused_by', i.paused_by),
           ('pause_reason', i.pause_reason),
           ('is_standby', pg_is_in_recovery()::text),
           ('is_read_only', current_setting('transaction_read_only')::boolean::text),
           ('server_version', current_setting('server_version')),
           ('server_started_at', pg_postmaster_start_time()::text),
           ('max_connections', current_setting('max_connections')),
           ('release', r.release::text),
           ('release_applied_at', r.applied_at::text),
           ('release_applied_by', r.applied_by)
         ) as f (fact, value)
   where d.datname = current_database();
end;
$$;
alter function ops.fn_read_installation() owner to tradekeel_engine;
revoke all on function ops.fn_read_installation() from public;
grant execute on function ops.fn_read_installation() to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_read_installation() is
'Read what is true of the installation as a whole, one fact a row: which life of the database was
acknowledged and which one lives, whether entries are stopped, by whom and why, whether the
database can be written, and which release is applied. Names no user; not recorded.';
