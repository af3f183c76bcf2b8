begin;
select plan(8);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create function pg_temp.document() returns jsonb language sql as $$
  select fixture.document() || '{"history": {"is_complete": true, "rows": []}}'
$$;
grant execute on function pg_temp.document() to public;
update meta.installation set timeline = timeline + 1;
set local role tradekeel_operator;
select is(ops.fn_acknowledge_installation('promoted'), 2::bigint, 'a new life');
reset role;
set local role tradekeel_bridge;
select is(
  (select l.is_acquired from engine.fn_lease_account(fixture.user_id(1), fixture.account_id(1),
    fixture.token(1), fixture.token(1), 300) as l), true, 'the account is leased'
);
select is(
  fixture.call_run(1, pg_temp.document()) ->> 'state', 'incomplete',
  'an order that the life before began last could still arrive'
);
reset role;
select is(
  (select l.ready_term from locks.account_leases as l), null::bigint, 'so nothing is ready'
);
-- send window, the exchange's window, the lag of its listings, the skew of clocks
update meta.installation set acknowledged_at = clock_timestamp()
  - meta.setting_interval('send_window_ms') - meta.setting_interval('clock_skew_ms')
  - (select make_interval(secs => (e.expiry_window_ms + e.lag_ms) / 1000.0)
       from meta.exchanges as e where e.exchange = 'binance');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, pg_temp.document()) ->> 'state', 'incomplete',
  'the first reading after it has arrived says of which symbols to list all'
);
select is(fixture.call_run(1, pg_temp.document()) ->> 'state', 'finished', 'the second is ready');
select is(fixture.call_run(1, pg_temp.document()) ->> 'state', 'finished', 'so is every later one');
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
