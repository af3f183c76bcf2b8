begin;
select plan(3);

select fixture.make_tenant(1);
select tenancy.record_breach(fixture.user_id(1), 'api.fn_x', fixture.user_id(2), 'profile:x');
select tenancy.record_breach(null, 'api.fn_x', null, null);
select is(
  (select string_agg(concat_ws(' ', b.user_id, b.entry_point, b.named_user_id, b.named_object,
            b.session_role), ', ' order by b.user_id desc) from tenancy.breaches as b),
  format('%s api.fn_x %s profile:x %s, 00000000-0000-0000-0000-000000000000 api.fn_x %3$s',
    fixture.user_id(1), fixture.user_id(2), session_user), 'who, what, whose'
);
select is(
  (select sum(d.delta) from health.counter_deltas as d where d.counter = 'tenant_breaches'),
  2::numeric, 'counted'
);
select is(current_setting('response.status'), '404', 'answered as if there were none');

select * from finish();
rollback;
