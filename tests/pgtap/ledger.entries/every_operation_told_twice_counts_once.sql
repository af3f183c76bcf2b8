-- Every kind of the journal but corrections and restatements, which two persons apply
-- (ops.fn_apply_change, ops.fn_propose_restatement say that a replay is the same entry).
begin;
select plan(4);

select fixture.stage(1);
select fixture.add_profile(1, 3);
select fixture.stage(2, 'binanceusdm', 'swap');
create function pg_temp.tell() returns void language plpgsql as $$
begin
  perform ops.fn_allocate_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.token(5), 100);
  perform ops.fn_withdraw_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.token(6), 50);
  perform ops.fn_transfer_capital(
    fixture.user_id(1), fixture.profile_id(1), fixture.profile_id(3), fixture.token(7), 20);
  -- reserve, entry_fill and rebate, release
  perform fixture.call_begin_entry(1);
  perform fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(
    fixture.trade(1, 'r1', 't1', 0.01, 50000, '-0.05'),
    fixture.trade(1, 'r1', 't1', 0.01, 50000, '-0.05')));
  perform fixture.settle(1, 'r1', 0.01, 'closed');
  -- exit_fill, a fee that is told later, the rest is dust
  perform fixture.call_begin_exit(1);
  perform fixture.call_persist(1, 'x1', 0.00999, 'closed', '[]', 51000);
  perform fixture.call_persist(1, 'x1', 0.00999, 'closed',
    jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.00999, 51000, '0.5')), 51000);
  perform fixture.settle(1, 'x1', 0.00999, 'closed', '[]', 51000);
  -- a liquidation, and lines of the statement
  perform engine.fn_apply_exchange_updates(fixture.user_id(2), fixture.account_id(2),
    clock_timestamp(), '[{"id": "7", "symbol": "BTC/USDT:USDT", "side": "sell", "amount": "0.01",
    "filled": "0.01", "average": "48000", "cost": "480", "status": "closed", "isForced": true}]',
    '[]');
  perform fixture.call_incomes(2, (
    select jsonb_agg(fixture.income(2, jsonb_build_object('kind', k, 'id', 'i-' || k)))
      from unnest(array['funding', 'interest', 'rebate', 'fee', 'liquidation']) as k));
end;
$$;
create function pg_temp.journal() returns text language sql as $$
  select string_agg(concat_ws(' ', e.profile_id, e.seq, e.kind, e.source,
           e.allocated_delta, e.reserved_for_orders_delta, e.reserved_for_positions_delta,
           e.realized_pnl_delta), ',' order by e.profile_id, e.seq)
    from ledger.entries as e
$$;
select fixture.take_position(2, 'r1', 0.01, 'buy', 50000, 10);
update lifecycle.markets set quantity_step = 0.00001, min_cost = 5 where symbol = 'BTC/USDT';
select pg_temp.tell();
create temporary table once as select pg_temp.journal() as told;
select is(
  (select string_agg(distinct e.kind, ' ' order by e.kind) from ledger.entries as e),
  'allocate dust entry_fill exit_fill fee funding interest liquidation rebate release reserve'
    || ' transfer_in transfer_out withdraw', 'each kind was met'
);
select pg_temp.tell();
select is(pg_temp.journal(), (select o.told from once as o), 'told again, not one entry more');
select matches(fixture.positions(1), '^long closed 0 0 ', 'and nothing is held');
select is_empty('select * from fixture.violations()', 'rebuilt both ways');

select * from finish();
rollback;
