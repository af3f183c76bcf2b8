begin;
select plan(2);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.rest_order(1, 'r1', 0.01, 'BTC/USDT:USDT');
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open')), '[]',
  jsonb_build_array(fixture.position_json('BTC/USDT:USDT', 'long', '0.004'))));
reset role;
select is(fixture.mismatches(1), 'order_drift healed 1', 'only the order differed');
select is(fixture.positions(1), 'long open 0.004 200 0', 'and now nothing does');

select * from finish();
rollback;
