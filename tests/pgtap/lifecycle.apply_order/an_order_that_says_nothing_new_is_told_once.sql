-- A resting order is polled again and again: one broadcast, no journal.
begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1, '{"order_type": "limit", "limit_price": "40000"}');
select fixture.call_persist(1, 'r1', 0, 'open');
select fixture.settle(1, 'r1', 0, 'open');
select fixture.settle(1, 'r1', 0, 'open');
select is(
  fixture.rows('select event from tenancy.broadcasts'), '(order_changed)', 'told once'
);
select is((select count(*)::integer from ledger.entries), 2, 'allocated and reserved, no more');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
