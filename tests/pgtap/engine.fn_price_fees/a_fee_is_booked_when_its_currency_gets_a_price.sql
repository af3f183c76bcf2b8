begin;
select plan(14);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.01) || '{"fee": null, "fees": [
    {"currency": "BNB", "cost": "0.001"}, {"currency": "XYZ", "cost": "2"},
    {"currency": "USDT", "cost": "0.25"}]}'));
select fixture.settle(1, 'r1', 0.01, 'closed');
reset role;
select is(fixture.amounts(1), '1000 5.76 500 -0.25 active', 'the fee in quote is booked');
select is(
  (select m.detail -> 'fees' from reconciliation.mismatches as m),
  '[{"cost": "0.001", "currency": "BNB"}, {"cost": "2", "currency": "XYZ"}]'::jsonb,
  'two wait'
);
set local role tradekeel_bridge;
select is(
  fixture.rows(format('select * from engine.fn_price_fees(%L, %L)',
    fixture.user_id(1), fixture.account_id(1))), '(0,1)', 'still no price'
);
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "BNB/USDT", "last": "600"}]');
select is(
  fixture.rows(format('select * from engine.fn_price_fees(%L, %L)',
    fixture.user_id(1), fixture.account_id(1))), '(0,1)', 'one of the two has one'
);
reset role;
select is(
  fixture.amounts(1), '1000 5.76 500 -0.85 active',
  'it is booked, out of realised profit and loss, never of the reservation'
);
select is((fixture.order_of(1)).settled_at, null, 'the order waits for the other');
select is(
  fixture.rows($$ select e.kind, trim_scale(e.realized_pnl_delta) from ledger.entries as e
    where e.realized_pnl_delta <> 0 order by e.seq $$),
  '(entry_fill,-0.25) (fee,-0.6)', 'each in an entry of its own'
);
select is(
  fixture.rows($$ select revision, trim_scale(fee_quote_delta), trim_scale(fee_other_delta)
    from lifecycle.executions order by revision $$), '(1,0.25,0) (2,0,0.6)', 'and an execution'
);
set local role tradekeel_bridge;
select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1),
  '[{"symbol": "XYZ/USDT", "last": "0.1"}, {"symbol": "BNB/USDT", "last": "700"}]');
select is(
  fixture.rows(format('select * from engine.fn_price_fees(%L, %L)',
    fixture.user_id(1), fixture.account_id(1))), '(1,0)', 'then the other'
);
select is(
  fixture.rows(format('select * from engine.fn_price_fees(%L, %L)',
    fixture.user_id(1), fixture.account_id(1))), '(0,0)', 'once'
);
reset role;
select is(
  fixture.amounts(1), '1000 0 500 -1.05 active', 'what was priced keeps its price; it is settled'
);
select is(fixture.mismatches(1), 'unpriced_fee healed 1', 'the mismatch closed by itself');
select is(fixture.positions(1), 'long open 0.01 500 -1.05', 'the position has paid it');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
