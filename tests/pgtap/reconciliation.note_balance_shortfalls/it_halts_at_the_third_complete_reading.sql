begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.hold(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
create temporary table doc as
select jsonb_set(fixture.document(), '{balances,rows}',
  '{"total": {"USDT": "499.99", "BTC": "0.01"}}') as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(fixture.mismatches(1), 'balance_shortfall open 1', 'a cent too little');
select is(
  (select m.detail from reconciliation.mismatches as m),
  '{"ours": "500.000000000000", "theirs": "499.99", "currency": "USDT"}',
  'what is left after the purchase should be there'
);
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(fixture.account_state(1), 'active', 'twice halts nothing');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(fixture.account_state(1), 'halted balance_shortfall', 'the third does');
select is(fixture.amounts(1), '1000 0 500 0 active', 'nothing is written to the ledger');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
