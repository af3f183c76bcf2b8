begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
select fixture.read_nothing(1);
select fixture.pass_time(1, '3 seconds');
select fixture.read_nothing(1);
select fixture.pass_time(1, '3 seconds');
update tenancy.exchange_accounts set foreign_order_policy = 'halt';
create temporary table reading as
select fixture.document(jsonb_build_array(jsonb_build_object('id', '9', 'symbol', 'ETH/USDT',
  'side', 'buy', 'amount', '1', 'clientOrderId', 'by-hand'))) as document,
  fixture.digest('ops.audit') as digest;
grant select on reading to public;
set local role tradekeel_operator;
create temporary table planned as
select p.* from ops.fn_plan_reconciliation(fixture.user_id(1), fixture.account_id(1),
  (select r.document from reading as r)) as p;
reset role;
select is(
  (select p.action from planned as p where p.kind = 'order_missing_on_exchange'),
  'look up: not found ends it as shown', 'the third absence'
);
select is(
  (select p.ledger from planned as p where p.kind = 'order_missing_on_exchange'),
  (select jsonb_build_array(jsonb_build_object('kind', 'release', 'reserved_for_orders',
      (-r.amount)::text, 'reserved_for_positions', '0', 'realized_pnl', '0'))
     from ledger.reservations as r),
  'its reservation would come back'
);
select is(
  (select p.action from planned as p where p.kind = 'order_foreign'), 'halt the account',
  'the order of somebody else'
);
select is(
  (select p.evidence -> 'account_state' from planned as p where p.kind = 'run'),
  '["active", "halted"]', 'the account before and after'
);
select is(
  (select p.evidence -> 'incidents' from planned as p where p.kind = 'run'),
  '["account_halted critical", "order_missing warning"]', 'incidents it would open'
);
select is(fixture.account_state(1), 'active', 'nothing halted');
select is(fixture.digest('ops.audit'), (select r.digest from reading as r), 'no other row differs');

select * from finish();
rollback;
