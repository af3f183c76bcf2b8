-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function meta.live_timeline() returns integer
language sql volatile security invoker parallel safe
return ('x' || substr(
  pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 1, 8))::bit(32)::integer;
alter function meta.live_timeline() owner to tradekeel_owner;
revoke all on function meta.live_timeline() from public;
grant execute on function meta.live_timeline() to tradekeel_engine;
comment on function meta.live_timeline() is
'The timeline this server writes now, from the name of its current WAL file. It changes with a
promotion or a restore to a point in time.';
