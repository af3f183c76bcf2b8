begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.act_as_tenant(1);
select api.fn_pause_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p1', 'a');
select is(
  api.fn_pause_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p1', 'a'),
  'pending', 'a replay'
);
select throws_ok(
  $$ select api.fn_pause_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p1', 'b')
  $$, 'LCC01',
  null, 'another reason'
);
select throws_ok(
  $$ select api.fn_resume_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p1')
  $$, 'LCC01',
  null, 'another wish'
);
select is((select count(*)::integer from api.requests), 1, 'one request');

select * from finish();
rollback;
