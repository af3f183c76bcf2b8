begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select results_eq(
  $$ select is_acquired, term, holder, retry_after_ms between 290000 and 300000
       from engine.fn_lease_account(
         fixture.user_id(1), fixture.account_id(1), fixture.token(2), fixture.token(2), 600) $$,
  $$ values (false, 1::bigint, fixture.token(1), true) $$, 'who holds it and how long'
);
reset role;
select is(
  (select l.owner_token from locks.account_leases as l), fixture.token(1), 'the holder keeps it'
);
select is(
  (select count(*)::integer from health.counter_deltas as d where d.counter = 'lease_contention'),
  1, 'counted as lease_contention'
);
select ok(
  (select count(*) = 1 and sum(d.delta) between 290 and 300 from health.counter_deltas as d
    where d.counter = 'lease_contention_seconds'),
  'with the seconds for which it is still held'
);

select * from finish();
rollback;
