begin;
select plan(4);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.005);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
set local role tradekeel_bridge;
select lives_ok(
  $$ select engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(), jsonb_build_array(
         fixture.reading(1, 'r1', 0, 'open') || '{"price": 1}',
         fixture.reading(1, 'r2', 0.01, 'open', 2000)), '[]') $$, 'the call goes on'
);
reset role;
select is((fixture.attempt(1, 'r1')).state, 'submitting', 'the bad one is not adopted');
select is((fixture.order_of(1, 'r2')).filled, 0.01, 'the other moves');
select is(fixture.incidents(1), 'row_quarantined warning', 'an incident is open');

select * from finish();
rollback;
