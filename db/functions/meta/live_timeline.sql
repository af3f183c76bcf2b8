create or replace function meta.live_timeline() returns integer
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return ('x' || substr(
    pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 1, 8))::bit(32)::integer;
end;
$$;
alter function meta.live_timeline() owner to tradekeel_owner;
revoke all on function meta.live_timeline() from public;
grant execute on function meta.live_timeline() to tradekeel_engine;
comment on function meta.live_timeline() is
'The timeline this server writes now, from the name of its current WAL file. It changes with a
promotion or a restore to a point in time.';
