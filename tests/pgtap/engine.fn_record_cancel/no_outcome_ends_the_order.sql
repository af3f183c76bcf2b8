begin;
select plan(9);

select fixture.stage(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select is(fixture.call_cancel(1, 'r1', 'accepted'), 'accepted', 'accepted');
select is(fixture.call_cancel(1, 'r1', 'not_open'), 'not_open', 'not open');
select is(fixture.call_cancel(1, 'r1', 'refused'), 'refused', 'refused');
select is(fixture.call_cancel(1, 'r1', 'unknown'), 'unknown', 'unknown');
reset role;
select is((fixture.order_of(1)).status, 'open', 'the order is as it was');
select is((fixture.intent(1)).settled_at, null, 'nothing is settled');
select is(
  (select count(*)::integer from ledger.entries where kind = 'release'), 0, 'nothing is given back'
);
select is(
  fixture.cancels(1, 'r1'), 'accepted not_open refused unknown', 'each is on record'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
