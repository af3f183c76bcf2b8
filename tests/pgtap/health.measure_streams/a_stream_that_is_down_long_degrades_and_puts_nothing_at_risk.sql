begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.make_tenant(2);
select fixture.make_ready(2);
select fixture.make_tenant(3);
select fixture.make_ready(3);
select engine.fn_open_stream(fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1,
  'connected');
select engine.fn_apply_stream_events(fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1,
  jsonb_build_array(jsonb_build_object('id', '1', 'symbol', 'BTC/USDT', 'lastUpdateTimestamp',
    floor(extract(epoch from clock_timestamp()) * 1000)::bigint - 5000)), '[{"timestamp": "x"}]');
select engine.fn_close_stream(fixture.user_id(2), fixture.account_id(2), fixture.token(2), 1,
  'NetworkError');
create function pg_temp.streams() returns jsonb
language sql as $$ select engine.fn_read_health() -> 'streams' $$;
select is(
  pg_temp.streams() - 'lagMsMax' - 'downSecondsMax',
  '{"accounts": 2, "connected": 1, "caughtUp": 0, "down": 1, "downLong": 0}',
  'the third account does not listen'
);
select cmp_ok((pg_temp.streams() ->> 'lagMsMax')::integer, '>=', 5000, 'how late events are');
select engine.fn_heartbeat(fixture.user_id(2), fixture.account_id(2), fixture.token(2),
  fixture.token(2), 'stream', 'failed', 1, 'NetworkError');
update health.streams set down_at = down_at - interval '301 seconds' where down_at is not null;
update health.loops set failed_at = failed_at - interval '1 hour' where loop = 'stream';
update locks.account_leases set acquired_at = acquired_at - interval '1 hour'
 where account_id = fixture.account_id(2);
insert into health.loops (user_id, account_id, loop, instance_id, interval_seconds, began_at,
  started_at)
select fixture.user_id(2), fixture.account_id(2), l, fixture.token(2), 1, clock_timestamp(),
       clock_timestamp()
  from unnest(array['trading', 'monitor', 'reconciliation', 'capital_watchdog']) as l;
select is((pg_temp.streams() ->> 'downLong')::integer, 1, 'down for long');
select matches(
  (engine.fn_read_health() -> 'degraded')::text, '1 user-data streams are down', 'it is said'
);
select is(engine.fn_read_health() -> 'atRisk', '[]', 'and nothing is at risk');
update locks.account_leases set term = term + 1;
select is(
  pg_temp.streams(), '{"accounts": 0, "connected": 0, "caughtUp": 0, "down": 0, "downLong": 0,
    "downSecondsMax": 0, "lagMsMax": 0}', 'under another lease nobody listens until he says so'
);

select * from finish();
rollback;
