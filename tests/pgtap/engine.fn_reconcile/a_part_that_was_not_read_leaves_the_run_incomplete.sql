begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.make_tenant(2, 'binanceusdm', 'swap');
select fixture.make_ready(2);
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document() - 'trades') ->> 'state', 'incomplete', 'no trades'
);
select is(
  fixture.call_run(1, fixture.document() - 'positions') ->> 'state', 'finished',
  'spot has no positions'
);
select is(
  fixture.call_run(2, fixture.document() - 'positions') ->> 'state', 'incomplete',
  'swaps have'
);

select * from finish();
rollback;
