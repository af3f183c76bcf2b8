begin;
select plan(3);

select fixture.make_tenant(1);
select ops.fn_change_setting('breach_incident_count', 3);
select fixture.act_as_tenant(1);
select api.fn_resume_profile(fixture.user_id(1)::text, fixture.profile_id(2)::text, 'r')
  from generate_series(1, 2);
reset role;
select is_empty('select from health.incidents', 'not yet');
select fixture.act_as_tenant(1);
select api.fn_resume_profile(fixture.user_id(1)::text, fixture.profile_id(2)::text, 'r')
  from generate_series(1, 2);
select is_empty('select from api.incidents', 'the tenant sees none');
reset role;
select is(
  (select concat_ws(' ', i.kind, i.level, i.subject, i.occurrence_count)
     from health.incidents as i),
  format('tenant_breaches critical user:%s 2', fixture.user_id(1)),
  'who, and again'
);

select * from finish();
rollback;
