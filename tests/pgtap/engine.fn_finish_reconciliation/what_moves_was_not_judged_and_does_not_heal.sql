begin;
select plan(1);

select fixture.stage(1, 'binanceusdm', 'swap');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'long', '1'))));
reset role;
select fixture.begin_entry(1, 'r1', 0.01, 'BTC/USDT:USDT');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is(
  fixture.mismatches(1), 'position_missing_in_database open 1',
  'an attempt of that symbol is unresolved'
);

select * from finish();
rollback;
