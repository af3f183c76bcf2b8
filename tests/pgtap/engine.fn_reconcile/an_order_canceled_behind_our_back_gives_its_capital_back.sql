begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select is(
  jsonb_array_length((
    select fixture.call_reconcile(1) from fixture.call_begin_run(1)) -> 'lookups'),
  1, 'missing in the reading, so it is asked for'
);
select fixture.call_answer(1, 'found', fixture.reading(1, 'r1', 0, 'canceled'));
select fixture.call_finish(1);
reset role;
select is((fixture.order_of(1, 'r1')).status, 'canceled', 'the look-up says what became of it');
select is(fixture.mismatches(1), 'order_missing_on_exchange healed 1', 'healed');
select fixture.settle(1, 'r1', 0, 'canceled');
select is(fixture.amounts(1), '1000 0 0 0 active', 'once settled, the reservation is back');
select is((fixture.intent(1, 'r1')).outcome, 'canceled', 'and the slot');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
