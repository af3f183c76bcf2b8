create or replace function health.measure_locks(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_held jsonb;
  v_waiting jsonb;
begin
  select jsonb_build_object(
           'held', count(*) filter (where l.expires_at > p_now),
           'expired', count(*) filter (where l.expires_at <= p_now),
           'longestHeldSeconds', coalesce(round(extract(epoch from
             p_now - min(l.acquired_at) filter (where l.expires_at > p_now)), 3), 0))
    into v_held
    from locks.entry_locks as l
   where l.owner_token is not null;
  select jsonb_build_object(
           'waiting', count(*),
           'waitSeconds', coalesce(round(extract(epoch from p_now - min(w.waitstart)), 3), 0))
    into v_waiting
    from pg_catalog.pg_locks as w
   where not w.granted;
  return v_held || v_waiting;
end;
$$;
alter function health.measure_locks(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_locks(timestamptz) from public;
grant execute on function health.measure_locks(timestamptz) to tradekeel_engine;
comment on function health.measure_locks(timestamptz) is
'Measure entry locks that are held now or lapsed without being given back, and how many sessions of
the server wait for a lock, and how long the longest, in seconds.';
