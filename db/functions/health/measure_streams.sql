create or replace function health.measure_streams(
  p_now timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_long_ago constant timestamptz := p_now - meta.setting_interval('stream_down_seconds');
begin
  return (
    select jsonb_build_object(
             'accounts', count(*),
             'connected', count(s.connected_at),
             'caughtUp', count(s.caught_up_at),
             'down', count(s.down_at),
             'downLong', count(*) filter (where s.down_at < v_long_ago),
             'downSecondsMax',
               coalesce(round(extract(epoch from p_now - min(s.down_at)), 3), 0),
             'lagMsMax', coalesce(max(s.lag_ms), 0))
      from health.streams as s
      join locks.account_leases as l
        on l.user_id = s.user_id and l.account_id = s.account_id and l.term = s.lease_term
     where l.owner_token is not null and l.expires_at > p_now
  );
end;
$$;
alter function health.measure_streams(timestamptz) owner to tradekeel_owner;
revoke all on function health.measure_streams(timestamptz) from public;
grant execute on function health.measure_streams(timestamptz) to tradekeel_engine;
comment on function health.measure_streams(timestamptz) is
'Measure the user-data streams of the accounts that are driven now: how many are listened to,
connected, caught up, down (for longer than stream_down_seconds: downLong), since when in seconds,
and how late the last events were in ms. Accounts whose driver does not listen are not counted.';
