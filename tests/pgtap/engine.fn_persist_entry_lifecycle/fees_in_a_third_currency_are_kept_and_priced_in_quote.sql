-- 0.001 BNB at 600 USDT is 0.6 USDT; what is held stays whole.
begin;
select plan(5);

select fixture.stage(1);
set local role tradekeel_bridge;
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT", "last": "600"}]');
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.0004', 'BNB')));
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't2', 0.006, 50000, '0.0006', 'BNB')));
select fixture.settle(1, 'r1', 0.01, 'closed');
select is(fixture.amounts(1), '1000 0 500 -0.6 active', 'the fee is a loss of 0.6');
select is(fixture.positions(1), 'long open 0.01 500 -0.6', 'and no quantity is gone');
reset role;
select is(
  fixture.rows($$ select trade_id, fees -> 0 ->> 'currency', fees -> 0 ->> 'cost',
    trim_scale(p.price), trim_scale(p.amount_quote), p.priced_by
    from lifecycle.fills as f
    join lifecycle.fee_prices as p using (user_id, order_id, trade_id)
    order by trade_id $$),
  '(t1,BNB,0.0004,600,0.24,market) (t2,BNB,0.0006,600,0.36,market)',
  'kept in its currency beside its price'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');
select is_empty('select * from reconciliation.mismatches', 'nothing is left to explain');

select * from finish();
rollback;
