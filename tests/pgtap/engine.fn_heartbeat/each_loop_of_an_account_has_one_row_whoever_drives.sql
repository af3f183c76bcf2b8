begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
set local role tradekeel_bridge;
select engine.fn_heartbeat(
         fixture.user_id(n), fixture.account_id(n), fixture.token(n), fixture.token(n), l.loop,
         'succeeded', 1, null)
  from generate_series(1, 2) as n,
       unnest(array['trading', 'monitor', 'reconciliation', 'capital_watchdog']) as l (loop);
select engine.fn_heartbeat(
  fixture.user_id(1), fixture.account_id(1), fixture.token(2), fixture.token(2), 'trading',
  'started', 1, null);
reset role;
select is((select count(*)::integer from health.loops), 8, 'four of each of two');
select results_eq(
  $$ select l.instance_id, l.run_count from health.loops as l
      where l.account_id = fixture.account_id(1) and l.loop = 'trading' $$,
  $$ values (fixture.token(2), 1::bigint) $$, 'another process goes on in the same row'
);

select * from finish();
rollback;
