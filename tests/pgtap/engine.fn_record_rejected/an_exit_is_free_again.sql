begin;
select plan(4);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_exit(1) as r;
select engine.fn_record_rejected(fixture.user_id(1), (r ->> 'attempt_id')::uuid,
  fixture.token(1), '{}') from got;
select is(
  (fixture.call_begin_exit(1, '{"request_id": "x2"}') ->> 'quantity')::numeric, 0.01,
  'all of it can be sold by another'
);
reset role;
select is(fixture.positions(1), 'long open 0.01 500 0', 'the position stays');
select is((select c.is_held from tenancy.claims as c), true, 'and the claim');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
