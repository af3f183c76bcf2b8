begin;
select plan(11);

select fixture.stage(1);
select fixture.stage(2);
select fixture.act_as_tenant(2);
select fixture.call_request(2, 's1');
reset role;
create temporary table theirs as select s.signal_id from lifecycle.signals as s;
grant select on theirs to authenticated;
select fixture.act_as_tenant(1);
select is(
  api.fn_cancel_signal(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'r',
    (select t.signal_id::text from theirs as t)), null,
  'the signal of another user'
);
select is(current_setting('response.status'), '404', 'as if there were none');
select is(
  api.fn_cancel_signal(fixture.user_id(1)::text, fixture.profile_id(2)::text, 'r',
    (select t.signal_id::text from theirs as t)), null,
  'and his profile'
);
select is(current_setting('response.status'), '404', 'as if there were none');
select is(
  api.fn_cancel_signal(fixture.user_id(2)::text, fixture.profile_id(2)::text, 'r',
    (select t.signal_id::text from theirs as t)), null,
  'in his name'
);
select is(current_setting('response.status'), '404', 'as if there were none');
select is(
  api.fn_cancel_signal(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'r', null), null,
  'none'
);
select is(current_setting('response.status'), '404', 'as if there were none');
reset role;
select is_empty('select from tenancy.requests', 'nothing is asked for');
select is(
  (select count(*)::integer from tenancy.breaches as b
    where b.user_id = fixture.user_id(1)
      and b.entry_point = 'api.fn_cancel_signal'), 4, 'each on record'
);
select is(
  fixture.roles_that_may($$
    select api.fn_cancel_signal(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'r',
    null) $$), array['authenticated'],
  'and only tenants may ask'
);

select * from finish();
rollback;
