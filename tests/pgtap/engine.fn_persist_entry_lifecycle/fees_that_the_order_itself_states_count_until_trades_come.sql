-- okx, kraken and others give the fee with the order.
begin;
select plan(3);

select fixture.stage(1, 'okx');
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
create temporary table a as select fixture.call_begin_entry(1) ->> 'attempt_id' as id;
create temporary table o as
select fixture.reading(1, 'r1', 0.01, 'closed') || '{"fee": {"cost": "0.4", "currency": "USDT"}}'
  as o;
select engine.fn_persist_entry_lifecycle(fixture.user_id(1), a.id::uuid, o.o, '[]') from a, o;
select is(fixture.amounts(1), '1000 5.61 500 -0.4 active', 'booked as stated');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.5')));
select is(fixture.amounts(1), '1000 5.51 500 -0.5 active', 'then by the trades');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
