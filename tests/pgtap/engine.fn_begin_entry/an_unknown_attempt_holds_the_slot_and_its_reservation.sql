begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select engine.fn_record_unknown(fixture.user_id(1),
  (fixture.call_begin_entry(1) ->> 'attempt_id')::uuid, fixture.token(1), '{}');
select matches(
  fixture.refused_entry(1, '{"request_id": "r2", "quantity": "0.001"}'), '^LCC02',
  'no second entry on that symbol'
);
select fixture.take_lock(1, 'ETH/USDT');
select is(
  fixture.refused_entry(
    1, '{"request_id": "r3", "symbol": "ETH/USDT", "quantity": "0.01"}'), 'not refused',
  'another symbol is free'
);
reset role;
select is(fixture.amounts(1), '1000 526.2504 0 0 active', 'both reservations stand');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
