-- The base fee of the first entry is told when its position is closed and a second one is open.
begin;
select plan(2);

select fixture.stage(1);
select fixture.call_begin_entry(1, '{"quantity": "0.004"}');
select fixture.call_persist(1, 'r1', 0.004, 'closed');
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.004, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.004)));
select fixture.settle(1, 'x1', 0.004, 'closed');
update lifecycle.intents set settled_at = now(), outcome = 'filled' where request_id = 'r1';
update lifecycle.orders set settled_at = now();
select fixture.hold(1, 'r2', 0.004);
select fixture.call_persist(1, 'r1', 0.004, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004, 50000, '0.000004', 'BTC')));
select is(
  fixture.positions(1), 'long closed 0 0 0, long open 0.003996 200 0',
  'what is gone is missing from what is held now'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
