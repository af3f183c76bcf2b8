begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select results_eq(
  $$ select u.* from engine.fn_apply_exchange_updates(
       fixture.user_id(1), fixture.account_id(1), clock_timestamp(), jsonb_build_array(
         fixture.reading(1, 'r1', 0.01, 'closed') || jsonb_build_object('trades',
           jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004),
             fixture.trade(1, 'r1', 't2', 0.006), 'text'))), '[]') as u $$,
  'values (1, 0, 2, 0, 1)', 'two fills, and one that is no trade'
);

select * from finish();
rollback;
