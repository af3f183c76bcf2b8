begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
-- What the gauges of the metrics are made of: open mismatches, by kind, and the counter beside it.
create function pg_temp.gauges() returns text language sql as $$
  select concat_ws(' ', h.d ->> 'reconciliationMismatchCount',
           h.d #>> '{reconciliation,openByKind,order_foreign}',
           h.d #>> '{counters,reconciliation_unmeasured,""}')
    from (select engine.fn_read_health() as d) as h
$$;
create function pg_temp.foreign_order() returns jsonb language sql as $$
  select jsonb_build_array('{"id": "77", "symbol": "BTC/USDT", "side": "buy", "amount": "1",
    "filled": "0", "price": "40000", "status": "open", "clientOrderId": "by-hand"}'::jsonb)
$$;
grant execute on all functions in schema pg_temp to public;
set local role tradekeel_bridge;
select is(pg_temp.gauges(), '0 0 0', 'nothing differs');
select is(
  fixture.call_run(1, fixture.document(pg_temp.foreign_order())) ->> 'state', 'finished', 'a run'
);
select is(pg_temp.gauges(), '1 1 0', 'finds an order of somebody else');
select is(
  fixture.call_run(1, fixture.document(p_incomplete => 'open_orders')) ->> 'state', 'incomplete',
  'one that could not read the orders'
);
select is(pg_temp.gauges(), '1 1 1', 'changes no gauge and counts by itself');
select fixture.call_run(1);
select is(pg_temp.gauges(), '0 0 1', 'one that finds nothing brings it back to 0');
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
