begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.01);
select fixture.call_run(1, fixture.document());
create temporary table run as
select r from reconciliation.runs as r order by r.started_at desc limit 1;
create temporary table patches as
select p.patch
  from jsonb_array_elements('[
    {"status": "closed"}, {"status": "canceled"}, {"status": "canceling"}, {"status": null},
    {"filled": "0.001"}, {"filled": null}, {"filled": 0}, {"amount": "0.02"}, {"amount": null},
    {"price": "49999"}, {"price": 50000}, {"price": "-50000"}, {"average": "50000"},
    {"cost": "1"}, {"cost": "-1"}, {"remaining": "1e99"}, {"remaining": 1}, {"side": "sell"},
    {"side": "BUY"}, {"symbol": "ETH/USDT"}, {"id": "x-r9"}, {"id": null},
    {"clientOrderId": "someone else"}, {"clientOrderId": {}}, {"isConditional": true},
    {"isConditional": "false"}, {"childOrderId": "x-r8"}, {"fee": {"cost": "1"}}, {"fees": [1]},
    {"fees": {}}, {"trades": [{"id": "t1"}]}, {"timestamp": 1}, {"timestamp": 9999999999999},
    {"lastUpdateTimestamp": "soon"}, {"postOnly": "false"}, {"reduceOnly": 0}, {"type": true},
    {"timeInForce": []}, {"rawStatus": {}}, {"triggerPrice": "much"}, {"stopPrice": 1}
  ]') as p (patch);
update lifecycle.orders set price = 50000;

select is_empty(
  $$ select p.patch
       from patches as p, run,
            lateral reconciliation.sift_orders(
              run.r, jsonb_build_array(fixture.reading(1, 'r1', 0, 'open') || p.patch)) as s
      where s.unchanged_order_ids <> '{}' or jsonb_array_length(s.rest) <> 1 $$,
  'each difference leaves the order to be read'
);
select is(
  (select cardinality(s.unchanged_order_ids)
     from run, lateral reconciliation.sift_orders(
       run.r, jsonb_build_array(fixture.reading(1, 'r1', 0, 'open') || '{"price": "50000"}')) as s),
  1, 'without one it is known'
);
update lifecycle.orders set status = 'canceled', terminal_at = clock_timestamp();
select is(
  (select cardinality(s.unchanged_order_ids)
     from run, lateral reconciliation.sift_orders(
       run.r, jsonb_build_array(fixture.reading(1, 'r1', 0, 'open'))) as s),
  0, 'and of one that ended for us an open listing is news'
);

select * from finish();
rollback;
