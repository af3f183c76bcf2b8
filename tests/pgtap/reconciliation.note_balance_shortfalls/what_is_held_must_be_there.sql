begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.hold(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1, jsonb_set(fixture.document(), '{balances,rows}',
  '{"free": {"USDT": "400", "BTC": "0.01"}, "used": {"USDT": "100"}}'));
reset role;
select is(fixture.mismatches(1), 'none', 'free and used count together');
set local role tradekeel_bridge;
select fixture.call_run(1, jsonb_set(fixture.document(), '{balances,rows}',
  '{"total": {"USDT": "500", "BTC": "0.00999999"}}'));
reset role;
select is(
  (select m.subject from reconciliation.mismatches as m), 'currency:BTC', 'a coin is missing'
);
set local role tradekeel_bridge;
select fixture.call_run(1, jsonb_set(fixture.document(), '{balances,rows}',
  '{"total": {"USDT": "500", "BTC": "7"}}'));
reset role;
select is(fixture.mismatches(1), 'balance_shortfall healed 1', 'more than ours is no business');

select * from finish();
rollback;
