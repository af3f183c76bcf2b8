-- Rejected, they said; but it rests on the exchange, unfilled.
begin;
select plan(5);

select fixture.stage(1);
select fixture.add_profile(1, 11);
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(11), 'BTC/USDT', fixture.token(1), 100);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1,
  '{"order_type": "limit", "limit_price": "40000"}') ->> 'attempt_id' as id;
select engine.fn_record_rejected(fixture.user_id(1), id::uuid, fixture.token(1), '{}') from got;
select fixture.call_persist(1, 'r1', 0, 'open');
select matches(
  fixture.refused_entry(1, jsonb_build_object('profile_id', fixture.profile_id(11))), '^LCC03',
  'no other profile may enter'
);
select fixture.take_lock(1, 'BTC/USDT');
select matches(
  fixture.refused_entry(1, '{"request_id": "r2", "quantity": "0.001"}'), '^LCC02',
  'nor the profile itself'
);
select fixture.call_persist(1, 'r1', 0, 'canceled');
select fixture.settle(1, 'r1', 0, 'canceled');
select is(
  fixture.refused_entry(1, jsonb_build_object('profile_id', fixture.profile_id(11))),
  'not refused', 'until it is over'
);
reset role;
select is((fixture.intent(1)).outcome, 'canceled', 'canceled, not rejected, is the outcome');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
