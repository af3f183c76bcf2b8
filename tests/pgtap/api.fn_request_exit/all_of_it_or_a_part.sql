begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.act_as_tenant(1);
select isnt(
  api.fn_request_exit(fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT',
    'sell', 'market', null, null, null, null, 'false', '60'), null, 'all'
);
select isnt(
  api.fn_request_exit(fixture.user_id(1)::text, fixture.profile_id(1)::text, 's2', 'BTC/USDT',
    'sell', 'limit', '0.5', '60000', null, null, 'false', '60'), null, 'a part'
);
reset role;
select is(
  (select string_agg(concat_ws(' ', s.kind, s.side, s.quantity), ', ' order by s.request_id)
     from lifecycle.signals as s), 'exit sell, exit sell 0.5', 'as asked for'
);

select * from finish();
rollback;
