begin;
select plan(9);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.act_as_tenant(1);
select is(
  api.fn_request_entry(fixture.user_id(1)::text, fixture.profile_id(2)::text, 's1', 'BTC/USDT',
    'buy', 'market', '1', null, null, null, 'false', '1', '60'), null, 'the profile of another user'
);
select is(current_setting('response.status'), '404', 'as if there were none');
select is(
  api.fn_request_entry(fixture.user_id(2)::text, fixture.profile_id(2)::text, 's1', 'BTC/USDT',
    'buy', 'market', '1', null, null, null, 'false', '1', '60'), null, 'in the name of another user'
);
select is(
  api.fn_request_entry(fixture.user_id(1)::text, null, 's1', 'BTC/USDT', 'buy', 'market', '1', null,
    null, null, 'false', '1', '60'), null, 'no profile'
);
select is(
  api.fn_request_entry(null, fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '1',
    null, null, null, 'false', '1', '60'), null, 'no user'
);
select set_config('request.jwt.claims', '', true);
select is(
  api.fn_request_entry(fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT',
    'buy', 'market', '1', null, null, null, 'false', '1', '60'), null, 'no token'
);
reset role;
select is_empty('select from lifecycle.signals', 'nothing is asked for');
select is(
  (select string_agg(concat_ws(' ', b.entry_point, b.user_id, b.named_user_id, b.named_object),
            ', ' order by b.recorded_at) from tenancy.breaches as b),
  format('api.fn_request_entry %1$s %1$s profile:%4$s, '
    || 'api.fn_request_entry %1$s %2$s profile:%4$s, '
    || 'api.fn_request_entry %1$s %1$s, api.fn_request_entry %1$s profile:%5$s, '
    || 'api.fn_request_entry %3$s %1$s profile:%5$s', fixture.user_id(1), fixture.user_id(2),
    '00000000-0000-0000-0000-000000000000', fixture.profile_id(2), fixture.profile_id(1)),
  'each on record under who called'
);
select is(
  (select count(*)::integer from health.counter_deltas as d where d.counter = 'tenant_breaches'),
  5, 'and counted'
);

select * from finish();
rollback;
