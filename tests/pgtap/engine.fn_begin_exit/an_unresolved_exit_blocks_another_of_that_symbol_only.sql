begin;
select plan(4);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.005);
select fixture.begin_entry(1, 'r2', 0.1, 'ETH/USDT');
select fixture.fill_and_settle(fixture.attempt(1, 'r2'), 'x-r2', 2000);
set local role tradekeel_bridge;
select fixture.call_begin_exit(1, '{"quantity": "0.002"}');
select matches(
  fixture.refused_exit(1, '{"request_id": "x2", "quantity": "0.002"}'),
  '^LCC06 profile=.* symbol=BTC/USDT$', 'its outcome is not known'
);
select is(
  fixture.refused_exit(1, '{"request_id": "x3", "symbol": "ETH/USDT"}'), 'not refused',
  'another symbol'
);
select fixture.call_persist(1, 'x1', 0, 'open');
select is(
  fixture.refused_exit(1, '{"request_id": "x2", "quantity": "0.002"}'), 'not refused',
  'resolved: another may follow'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
