begin;
select plan(7);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
select fixture.make_ready(1);
create temporary table doc as
select fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'long', '1'))) as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(fixture.account_state(1), 'active', 'twice halts nothing');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc || '{"positions": {"is_complete": false, "rows": []}}'
  from doc as d));
reset role;
select is(fixture.account_state(1), 'active', 'an incomplete reading does not count');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(fixture.account_state(1), 'halted position_unexplained', 'the third does');
select is_empty('select from lifecycle.fills', 'no fill is invented');
select is_empty('select from lifecycle.positions', 'and no position');
select is(
  (select m.detail - 'is_handled' from reconciliation.mismatches as m),
  '{"ours": "0", "side": "long", "symbol": "BTC/USDT:USDT", "theirs": "1"}',
  'what is unexplained is named'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
