-- Also when it had none: late truth can have made the profile hold what another one had claimed.
begin;
select plan(4);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"request_id": "a", "quantity": "0.003"}');
select fixture.call_persist(1, 'a', 0.003, 'closed', jsonb_build_array(
  fixture.trade(1, 'a', 'ta', 0.003, 50000, '0.05')));
select fixture.settle(1, 'a', 0.003, 'closed');
reset role;
update tenancy.claims set is_held = false;
alter function lifecycle.persist_attempt_order rename to persist_attempt_order_kept;
set local role tradekeel_bridge;
select fixture.call_begin_exit(1, '{"request_id": "b", "quantity": "0.001"}');
select lives_ok(
  $$ select fixture.call_persist(1, 'b', 0.001, 'closed', jsonb_build_array(
       fixture.trade(1, 'b', 'tb', 0.001, 51000, '0.05')), 51000) $$, 'an exit in part, planned'
);
reset role;
select results_eq(
  'select is_held from tenancy.claims', array[true], 'what is left is claimed'
);
update tenancy.claims set is_held = false;
alter function lifecycle.persist_attempt_order_kept rename to persist_attempt_order;
set local role tradekeel_bridge;
select fixture.settle(1, 'b', 0.001, 'closed', '[]', 51000);
select fixture.call_begin_exit(1, '{"request_id": "c", "quantity": "0.002"}');
select fixture.call_persist(1, 'c', 0.002, 'closed', jsonb_build_array(
  fixture.trade(1, 'c', 'tc', 0.002, 51000, '0.05')), 51000);
reset role;
select results_eq(
  'select is_held from tenancy.claims', array[false], 'nothing is left: nothing is claimed'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
