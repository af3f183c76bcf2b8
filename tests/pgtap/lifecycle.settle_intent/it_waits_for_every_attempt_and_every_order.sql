begin;
select plan(6);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is(
  lifecycle.settle_intent(fixture.user_id(1), (fixture.intent(1)).intent_id), false,
  'an attempt is being sent'
);
select fixture.call_persist(1, 'r1', 0, 'canceled');
select is(
  lifecycle.settle_intent(fixture.user_id(1), (fixture.intent(1)).intent_id), false,
  'an order is unsettled'
);
update lifecycle.orders set settled_at = now();
select is(
  lifecycle.settle_intent(fixture.user_id(1), (fixture.intent(1)).intent_id), true, 'now it settles'
);
select is(fixture.amounts(1), '1000 0 0 0 active', 'and gives all back');
create temporary table before as select fixture.digest() as digest;
select is(
  lifecycle.settle_intent(fixture.user_id(1), (fixture.intent(1)).intent_id), false, 'once'
);
select is(fixture.digest(), (select digest from before), 'nothing was written the second time');

select * from finish();
rollback;
