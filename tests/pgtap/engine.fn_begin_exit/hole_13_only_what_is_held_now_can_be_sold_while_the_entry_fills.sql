-- 0.003 of 0.01 have filled. The exit sells them; the 0.007 that fill later are held, and owned.
begin;
select plan(5);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"order_type": "limit", "limit_price": "50000"}');
select fixture.call_persist(1, 'r1', 0.003, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.003)));
create temporary table got as select fixture.call_begin_exit(1) as r;
select is((select (r ->> 'quantity')::numeric from got), 0.003, 'so much is free');
select fixture.call_persist(1, 'x1', 0.003, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.003, 51000)), 51000);
select fixture.settle(1, 'x1', 0.003, 'closed', '[]', 51000);
reset role;
select is((select c.is_held from tenancy.claims as c), true, 'the claim stays with the entry');
set local role tradekeel_bridge;
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't3', 0.007)));
select is(
  fixture.positions(1), 'long closed 0 0 3, long open 0.007 350 0', 'the rest is a position'
);
select is(
  (fixture.call_begin_exit(1, '{"request_id": "x2"}') ->> 'quantity')::numeric, 0.007,
  'which can be sold'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
