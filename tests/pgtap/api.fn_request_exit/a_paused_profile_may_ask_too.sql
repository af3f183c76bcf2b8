begin;
select plan(1);

select fixture.make_tenant(1);
select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'test');
select fixture.act_as_tenant(1);
select isnt(
  api.fn_request_exit(fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT',
    'sell', 'market', null, null, null, null, 'false', '60'), null, 'exits work in every state'
);

select * from finish();
rollback;
