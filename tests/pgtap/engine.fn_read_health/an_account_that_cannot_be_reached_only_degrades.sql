begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select engine.fn_report_exchange(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), 'NetworkError', null, null);
reset role;
select is(engine.fn_read_health() ->> 'status', 'degraded', 'it degrades');
select is(engine.fn_read_health() -> 'atRisk', '[]'::jsonb, 'and puts nothing at risk');
select is(
  engine.fn_read_health() #>> '{exchange,binance,unreachable}', '1', 'counted at its exchange'
);
select is(
  engine.fn_read_health() #>> '{exchange,binance,errorClass}', 'NetworkError', 'and what it was'
);

select * from finish();
rollback;
