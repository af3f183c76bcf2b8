begin;
select plan(4);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
select fixture.make_ready(1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'long', '1'))));
reset role;
select is(fixture.mismatches(1), 'position_missing_in_database open 1', 'noted');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document(p_incomplete => 'trades')) ->> 'mismatches_open', '1',
  'a run that could not measure heals nothing'
);
select is(fixture.call_run(1) ->> 'mismatches_open', '0', 'a complete one does');
reset role;
select is(fixture.mismatches(1), 'position_missing_in_database healed 1', 'by itself');

select * from finish();
rollback;
