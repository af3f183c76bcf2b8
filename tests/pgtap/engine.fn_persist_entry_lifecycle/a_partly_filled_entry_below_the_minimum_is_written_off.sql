begin;
select plan(6);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"order_type": "limit", "limit_price": "50000"}');
select fixture.call_persist(1, 'r1', 0.00005, 'canceled',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.00005)));
select is(fixture.positions(1), 'long open 0.00005 2.5 0', '2.5 USDT, which nobody can sell');
select fixture.settle(1, 'r1', 0.00005, 'canceled');
select is(fixture.positions(1), 'long closed 0 0 -2.5', 'closed as dust once settled');
select is(fixture.amounts(1), '1000 0 0 -2.5 active', 'on record as a loss');
reset role;
select is((select c.is_held from tenancy.claims as c), false, 'the claim is free');
select is(
  (select count(*)::integer from ledger.entries as e where e.kind = 'dust'), 1, 'a dust entry'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
