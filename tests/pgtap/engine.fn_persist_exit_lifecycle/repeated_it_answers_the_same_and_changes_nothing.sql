begin;
select plan(4);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_begin_exit(1);
create temporary table got as
select 1 as n, fixture.call_persist(1, 'x1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.01, 51000)), 51000) as r;
create temporary table amounts as select fixture.amounts(1) as a;
insert into got
select 2, fixture.call_persist(1, 'x1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.01, 51000)), 51000);
select is(
  (select r from got where n = 2), (select r || '{"is_replay": true}' from got where n = 1),
  'the same answer'
);
select is(fixture.amounts(1), (select a from amounts), 'the same amounts');
reset role;
select is((select count(*)::integer from lifecycle.trade_history), 1, 'one line of history');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
