begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table doc as
select fixture.document(jsonb_build_array(
  fixture.lost_order(1, 'gone', '{"side": "sell", "price": "60000"}'))) as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
set local role tradekeel_operator;
select throws_ok($$ select fixture.call_release(1) $$, 'LCR10', null, 'nothing is held');
reset role;
update tenancy.exchange_accounts set state = 'active', halt_reason = null, halted_at = null;
select fixture.fill_and_settle(fixture.begin_entry(1, 'r1', 0.01), '1');
set local role tradekeel_operator;
select isnt(fixture.call_release(1), null, 'an exit of the position');
reset role;
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(
  (select o.kind || ' ' || o.status || ' ' || o.exchange_order_id from lifecycle.orders as o
    where o.kind = 'exit'),
  'exit open lost-gone', 'listed, it is adopted by its client id'
);
set local role tradekeel_bridge;
select fixture.call_run(1, jsonb_set((select d.doc from doc as d), '{open_orders,rows,0}',
  (select d.doc from doc as d) #> '{open_orders,rows,0}'
  || '{"filled": "0.004", "remaining": "0.006", "cost": "240", "average": "60000"}'));
reset role;
select matches(fixture.positions(1), '^long open 0.006 ', 'what it sold is sold');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
