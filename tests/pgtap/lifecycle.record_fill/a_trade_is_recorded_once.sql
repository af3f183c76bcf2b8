begin;
select plan(4);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0, 'open');
select is(
  lifecycle.record_fill(fixture.order_of(1), fixture.trade(1, 'r1', 't1', 0.004)), true, 'new'
);
select is(
  lifecycle.record_fill(fixture.order_of(1), fixture.trade(1, 'r1', 't1', 0.004)), false, 'known'
);
select is(
  lifecycle.record_fill(fixture.order_of(1), fixture.trade(1, 'r1', 't1', 0.009, 1)), false,
  'known by its id, whatever it says now'
);
select is(
  fixture.rows('select quantity, price from lifecycle.fills'), '(0.004,50000)', 'as first told'
);

select * from finish();
rollback;
