begin;
select plan(3);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
create temporary table a as select fixture.call_begin_entry(1) as r;
select engine.fn_persist_entry_lifecycle(
  fixture.user_id(1), (r ->> 'attempt_id')::uuid,
  '{"id": "x-r1", "symbol": "BTC/USDT", "side": "buy", "amount": "0.01", "filled": "0.01",
    "status": "closed"}', '[]') from a;
select is(fixture.amounts(1), '1000 6.01 500 0 active', 'at the latest price, till trades come');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50100)), 50100);
select is(fixture.amounts(1), '1000 5.01 501 0 active', 'and then by the trades');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
