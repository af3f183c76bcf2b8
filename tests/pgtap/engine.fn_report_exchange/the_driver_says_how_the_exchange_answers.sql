begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select engine.fn_report_exchange(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), null, 120, -40);
select engine.fn_report_exchange(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), 'NetworkError', null, null);
select engine.fn_report_exchange(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), 'RequestTimeout', null, null);
reset role;
select results_eq(
  $$ select c.succeeded_at is not null, c.failed_at is not null, c.failure_count, c.error_class,
            c.latency_ms, c.clock_skew_ms from health.exchange_contacts as c $$,
  $$ values (true, true, 2, 'RequestTimeout' collate "C", 120, -40) $$,
  'failures are counted, the last success is kept'
);
set local role tradekeel_bridge;
select engine.fn_report_exchange(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), null, 90, null);
reset role;
select results_eq(
  $$ select c.failure_count, c.error_class, c.latency_ms, c.clock_skew_ms
       from health.exchange_contacts as c $$,
  $$ values (0, null::text, 90, -40) $$, 'success clears them'
);
set local role tradekeel_bridge;
select ok(
  not engine.fn_report_exchange(
    fixture.user_id(1), fixture.account_id(1), fixture.token(2), 'AuthenticationError', 1, 1),
  'another process is not heard'
);
reset role;
select is((select c.failure_count from health.exchange_contacts as c), 0, 'and changes nothing');

select * from finish();
rollback;
