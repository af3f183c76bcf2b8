begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_operators();
set local session authorization ann;
select fixture.call_propose(1, -1000.01);
set local session authorization bob;
create temporary table change as
select (to_jsonb(fixture.change_of(1)) ->> 'change_id')::uuid as id;
select ops.fn_approve_change(fixture.user_id(1), c.id) from change as c;
select is(ops.fn_apply_change(fixture.user_id(1), c.id), 2::bigint, 'it is true, so it is recorded')
  from change as c;
reset session authorization;
select is(fixture.amounts(1), '1000 0 0 -1000.01 breached', 'and breaches');
select is(fixture.incidents(1), 'capital_breached critical', 'with an incident');
select is_empty('select * from fixture.violations()', 'fold and derivation give the row');

select * from finish();
rollback;
