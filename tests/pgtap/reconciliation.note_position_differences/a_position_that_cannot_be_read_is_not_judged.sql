begin;
select plan(3);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
select fixture.make_ready(1);
insert into lifecycle.positions (user_id, profile_id, account_id, symbol, side, quantity)
values
  (fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'BTC/USDT:USDT', 'long', 1);
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document('[]', '[]', jsonb_build_array(
    fixture.position_json('BTC/USDT:USDT', 'long', '1') || '{"contracts": 1}',
    fixture.position_json('ETH/USDT:USDT', null, '1')))) ->> 'state',
  'finished', 'the run goes on'
);
reset role;
select is(fixture.mismatches(1), 'none', 'neither is judged');
select is(
  (select string_agg(i.detail ->> 'detail', ', ' order by i.subject) from health.incidents as i),
  'field=contracts wanted=decimal text got=number 1, '
    || 'field=side wanted=long or short got=null', 'both are incidents'
);

select * from finish();
rollback;
