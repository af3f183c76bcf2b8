begin;
select plan(3);

-- The reply to the send was lost; by the time it is looked up somebody has changed it by hand.
select fixture.stage(1);
select fixture.call_begin_entry(1, '{"order_type": "limit", "limit_price": 40000}');
select engine.fn_apply_exchange_updates(
  fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
  jsonb_build_array(fixture.reading(1, 'r1', 0, 'open', 40000)
    || '{"amount": "0.02", "price": "41000"}'), '[]');
select is(
  (select concat_ws(' ', trim_scale(o.quantity), trim_scale(o.price),
      trim_scale(c.reserved_for_orders), c.trading_state)
    from lifecycle.orders as o, ledger.capital as c),
  '0.02 41000 821.64 active', 'it reserves what it can cost by now, not what was asked for'
);
select is(
  (select string_agg(n.kind, ' ') from health.incidents as n where n.kind = 'order_amended'),
  'order_amended', 'and somebody is told'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
