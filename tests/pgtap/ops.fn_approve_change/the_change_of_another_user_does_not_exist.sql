begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table change as
select ops.fn_propose_correction(fixture.user_id(1), fixture.profile_id(1), 1, 'x') as id;
grant select on change to public;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_%s_change(%L, %L)', f.name,
       fixture.user_id(2), c.id)), 5)
       from change as c, unnest(array['approve', 'apply']) as f (name) $$,
  $$ values ('TNR01'), ('TNR01') $$, 'as if there were none'
);
reset role;
select is(
  fixture.roles_that_may($$ select ops.fn_approve_change(fixture.user_id(1), fixture.token(1)) $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
