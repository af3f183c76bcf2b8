begin;
select plan(10);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
create temporary table got as
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.5'))) as r;
reset role;
select is(
  (select r - array['order_id', 'position_id'] from got),
  '{"attempt_state": "confirmed", "order_status": "closed", "filled": 0.01, "cost": 500,
    "is_settled": false, "is_replay": false}'::jsonb, 'what it answers'
);
select is(fixture.amounts(1), '1000 5.51 500 -0.5 active',
  'of the reservation 500 became the position and 0.5 the fee');
select is(fixture.positions(1), 'long open 0.01 500 -0.5', 'the position');
select is(
  fixture.rows($$ select kind, book, symbol, side, order_type, exchange_order_id, quantity, filled,
    trim_scale(cost), status, settled_at, posted_quantity, traded_quantity, inferred_quantity
    from lifecycle.orders $$),
  '(entry,regular,BTC/USDT,buy,market,x-r1,0.01,0.01,500,closed,,0.01,0.01,0.00)', 'the order'
);
select is(
  fixture.rows($$ select exchange_order_id, trade_id, side, price, quantity, trim_scale(cost),
    fee_quote, fee_base from lifecycle.fills $$),
  '(x-r1,t1,buy,50000,0.01,500,0.5,0)', 'the fill'
);
select is(
  fixture.rows($$ select seq, kind, trim_scale(reserved_for_orders_delta),
    trim_scale(reserved_for_positions_delta), trim_scale(realized_pnl_delta)
    from ledger.entries where kind in ('reserve', 'entry_fill') order by seq $$),
  '(2,reserve,506.01,0,0) (3,entry_fill,-500.5,500,-0.5)', 'the journal'
);
select is(
  fixture.rows($$ select (fixture.attempt(1)).state, (fixture.attempt(1)).is_late $$),
  '(confirmed,f)', 'the attempt'
);
select is((select l.owner_token from locks.entry_locks as l), null, 'the entry lock is given back');
select is(
  fixture.rows('select event, event_seq from tenancy.broadcasts order by event_seq'),
  '(order_changed,1)', 'and a broadcast says so'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
