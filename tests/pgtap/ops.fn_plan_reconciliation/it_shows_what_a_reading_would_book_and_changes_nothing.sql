begin;
select plan(8);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table reading as
select fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open')),
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004))) as document,
  fixture.digest('ops.audit') as digest;
grant select on reading to public;
set local role tradekeel_operator;
create temporary table planned as
select p.* from ops.fn_plan_reconciliation(fixture.user_id(1), fixture.account_id(1),
  (select r.document from reading as r)) as p;
reset role;
select is(fixture.digest('ops.audit'), (select r.digest from reading as r), 'no other row differs');
select results_eq(
  $$ select a.arguments, a.result from ops.audit as a
      where a.entry_point = 'ops.fn_plan_reconciliation' $$,
  $$ values (jsonb_build_object(
       'account_id', fixture.account_id(1), 'is_document_given', true),
       '{"row_count": 3}'::jsonb) $$,
  'than the record that somebody looked'
);
select results_eq(
  $$ select p.kind, p.action from planned as p order by p.kind <> 'run', p.kind $$,
  $$ values ('run', 'finished'), ('fill_missing', 'book: the reading is brought in as shown'),
     ('order_drift', 'book: the reading is brought in as shown') $$,
  'the run first, then each difference'
);
select is(
  (select p.ledger from planned as p where p.kind = 'order_drift'),
  '[{"kind": "entry_fill", "reserved_for_orders": "-200.000000000000",
     "reserved_for_positions": "200.000000000000", "realized_pnl": "0.000000000000"}]',
  'what it moves'
);
select is(
  (select p.positions from planned as p where p.kind = 'order_drift'),
  '[{"kind": "entry", "symbol": "BTC/USDT", "side": "long", "quantity": "0.004",
     "cost": "200.000000000000", "position_state": "open",
     "position_quantity": "0.004"}]',
  'and holds'
);
set local role tradekeel_bridge;
select fixture.call_run(1, (select r.document from reading as r));
reset role;
select is(fixture.positions(1), 'long open 0.004 200 0', 'the run does what was shown');
select is(
  (select jsonb_build_array(jsonb_build_object('kind', e.kind,
          'reserved_for_orders', e.reserved_for_orders_delta::text,
          'reserved_for_positions', e.reserved_for_positions_delta::text,
          'realized_pnl', e.realized_pnl_delta::text))
     from ledger.entries as e order by e.seq desc limit 1),
  (select p.ledger from planned as p where p.kind = 'order_drift'), 'to the last digit'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
