begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.005);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
set local role tradekeel_bridge;
select results_eq(
  $$ select u.* from engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(), jsonb_build_array(
         fixture.reading(1, 'r1', 0.005, 'closed') || '{"cost": 250.0}',
         fixture.reading(1, 'r2', 0.05, 'closed', 2000)), '[]') as u $$,
  'values (1, 0, 0, 0, 1)', 'one changed, one refused'
);
reset role;
select is((fixture.order_of(1, 'r1')).status, 'open', 'the bad one writes nothing');
select is(
  (select i.detail ->> 'detail' from health.incidents as i),
  'field=cost wanted=decimal text got=number 250.0', 'an incident names the field'
);
set local role tradekeel_bridge;
select results_eq(
  $$ select u.* from engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(), jsonb_build_array(
         fixture.reading(1, 'r1', 0.005, 'closed')), jsonb_build_array(
         fixture.trade(1, 'r1', 't1', 0.003),
         fixture.trade(1, 'r1', 't2', 0.002) - 'price')) as u $$,
  'values (1, 0, 1, 0, 1)', 'a bad trade is left out, its order goes on'
);
reset role;
select is(
  (fixture.order_of(1, 'r1')).inferred_quantity, 0.002, 'what it filled is inferred'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
