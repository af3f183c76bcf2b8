begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.005);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document(jsonb_build_array(
    fixture.reading(1, 'r1', 0, 'open') || '{"amount": 0.005, "filled": "0.005"}',
    fixture.reading(1, 'r2', 0.01, 'open', 2000)))) ->> 'state',
  'finished', 'the run goes on'
);
reset role;
select is((fixture.order_of(1, 'r2')).filled, 0.01, 'the other order moves');
select is((fixture.order_of(1, 'r1')).filled, 0::numeric, 'the unreadable one does not');
select is((fixture.order_of(1, 'r1')).absent_count, 0, 'nor is it missing: it is listed');
select is(fixture.mismatches(1), 'order_drift healed 1', 'no difference is left open');
select is(
  (select i.subject from health.incidents as i where i.kind = 'row_quarantined'),
  fixture.account_id(1) || ' open_orders BTC/USDT x-r1', 'an incident names the row'
);
select is(
  (select i.detail ->> 'detail' from health.incidents as i where i.kind = 'row_quarantined'),
  'field=amount wanted=decimal text got=number 0.005', 'and the field'
);

select * from finish();
rollback;
