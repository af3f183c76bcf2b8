begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0, 'open');
create temporary table trade as select fixture.trade(1, 'r1', 'x', 0.004) - 'id' as t;
select is(lifecycle.record_fill(fixture.order_of(1), t), true, 'new') from trade;
select is(lifecycle.record_fill(fixture.order_of(1), t), false, 'the same content') from trade;
select is(
  lifecycle.record_fill(fixture.order_of(1), t || '{"amount": "0.003"}'), true, 'another'
) from trade;

select * from finish();
rollback;
