begin;
select plan(6);

select fixture.stage(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
create temporary table got as select 1 as n, fixture.call_begin_cancel(1, 'r1') as c;
reset role;
select fixture.call_persist(1, 'r1', 0, 'canceled');
set local role tradekeel_bridge;
insert into got select 2, fixture.call_begin_cancel(1, 'r1');
select is((select c -> 'may_send' from got where n = 2), 'false', 'one under way is not sent now');
select is(
  engine.fn_record_cancel(fixture.user_id(1), (c ->> 'cancel_id')::uuid, fixture.token(1),
    'accepted', '{}'), 'accepted', 'its answer is still taken'
) from got where n = 1;
insert into got select 3, fixture.call_begin_cancel(1, 'r1');
reset role;
select is(
  (select (c -> 'cancel_id') || (c -> 'may_send') from got where n = 3), '[null, false]',
  'no other is begun'
);
select is((select c -> 'send_remaining_ms' from got where n = 3), '0', 'no time for it');
select is(fixture.cancels(1, 'r1'), 'accepted', 'one row');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
