-- ccxt gives the cost nearly always; where an exchange does not, contracts are not base units.
begin;
select plan(2);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
select fixture.make_ready(1);
update lifecycle.markets set contract_size = 0.01 where symbol = 'BTC/USDT:USDT';
create temporary table entry as
select a.attempt_id, fixture.order_json(a, '9', 1, 'closed') as reading,
       jsonb_build_array(fixture.trade_json(a, '9', 't', 1) - 'cost') as trades
  from fixture.begin_entry(1, 'r', 1, 'BTC/USDT:USDT') as a;
grant select on entry to tradekeel_bridge;
set local role tradekeel_bridge;
select is(
  (select p.cost
     from entry as e,
          lateral engine.fn_persist_entry_lifecycle(
            fixture.user_id(1), e.attempt_id, e.reading, e.trades) as p),
  500.0, 'one contract of 0.01 at 50000'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check is empty');

select * from finish();
rollback;
