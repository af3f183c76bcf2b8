begin;
select plan(8);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
create function pg_temp.read(p_trades jsonb) returns void
language sql as $$
  select engine.fn_persist_entry_lifecycle(fixture.user_id(1),
    (fixture.attempt(1)).attempt_id, fixture.reading(1, 'r1', 0.01, 'closed')
      || '{"fees": [{"currency": "BNB", "cost": "0.001"}]}', p_trades)
$$;
select pg_temp.read('[]');
select is(fixture.mismatches(1), 'unpriced_fee open 1', 'a statement without a price');
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT", "last": "600"}]');
select is(
  fixture.rows(format('select * from engine.fn_price_fees(%L, %L)',
    fixture.user_id(1), fixture.account_id(1))), '(1,0)', 'is priced when there is one'
);
select is(fixture.amounts(1), '1000 6.01 500 -0.6 active', 'and booked');
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT", "last": "700"}]');
select pg_temp.read('[]');
select is(fixture.amounts(1), '1000 6.01 500 -0.6 active', 'the same statement keeps its price');
select pg_temp.read(
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.001', 'BNB')));
reset role;
select is(fixture.amounts(1), '1000 6.01 500 -0.7 active', 'its trade has a price of its own');
select is(fixture.mismatches(1), 'unpriced_fee healed 1', 'nothing waits');
select is(
  (select array_agg(e.kind order by e.seq)
     from ledger.entries as e where e.realized_pnl_delta <> 0),
  '{fee,fee}', 'all of it fees'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
