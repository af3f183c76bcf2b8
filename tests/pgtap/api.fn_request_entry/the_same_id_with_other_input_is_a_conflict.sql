begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.act_as_tenant(1);
select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '1',
  null, null, null, 'false', '1', '60');
select is(
  fixture.refusal($$ select api.fn_request_entry(fixture.user_id(1)::text,
    fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '2', null, null, null, 'false',
    '1', '60') $$),
  format('LCC01 profile=%s request_id=s1', fixture.profile_id(1)), 'another quantity'
);
select is(
  left(fixture.refusal($$ select api.fn_request_exit(fixture.user_id(1)::text,
    fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '1', null, null, null, 'false',
    '60') $$), 5), 'LCC01',
    'an exit instead'
);

select * from finish();
rollback;
