begin;
select plan(7);

select fixture.stage(1);
select fixture.stage(2);
select fixture.hold(2, 'r1', 0.01);
select fixture.act_as_tenant(1);
select is(
  api.fn_set_protection(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'r',
    fixture.position_id(2)::text, 'stop_loss', '1', null, null), null,
  'the position of another user'
);
select is(current_setting('response.status'), '404', 'as if there were none');
select is(
  api.fn_set_protection(fixture.user_id(2)::text, fixture.profile_id(2)::text, 'r',
    fixture.position_id(2)::text, 'stop_loss', '1', null, null), null,
  'in his name'
);
select is(current_setting('response.status'), '404', 'as if there were none');
reset role;
select is_empty('select from tenancy.requests', 'nothing is asked for');
select is(
  (select count(*)::integer from tenancy.breaches as b
    where b.user_id = fixture.user_id(1)
      and b.entry_point = 'api.fn_set_protection'), 2, 'each on record'
);
select is(
  fixture.roles_that_may($$
    select api.fn_set_protection(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'r', null,
    'stop_loss', '1', null, null) $$), array['authenticated'],
  'and only tenants may ask'
);

select * from finish();
rollback;
