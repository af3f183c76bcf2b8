-- Of 0.01 the base fee leaves 0.009987; 0.00998 are sold; 0.000007 are nobody's to sell.
begin;
select plan(6);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.000013', 'BTC');
set local role tradekeel_bridge;
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.00998, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.00998, 51000)), 51000);
select matches(fixture.positions(1), '^long open 0.000007 ', 'a residue');
select fixture.settle(1, 'x1', 0.00998, 'closed', '[]', 51000);
select is(fixture.positions(1), 'long closed 0 0 8.98', 'closed: 508.98 - 500, the rest is lost');
select is(fixture.amounts(1), '1000 0 0 8.98 active', 'the cost of it is realised too');
reset role;
select is(
  fixture.rows($$ select kind, detail ->> 'quantity' from ledger.entries where kind = 'dust' $$),
  '(dust,0.000007)', 'on record'
);
select is((select c.is_held from tenancy.claims as c), false, 'the claim is free');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
