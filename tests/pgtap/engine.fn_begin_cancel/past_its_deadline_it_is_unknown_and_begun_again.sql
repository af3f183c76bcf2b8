begin;
select plan(5);

select fixture.stage(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
create temporary table got as select 1 as n, fixture.call_begin_cancel(1, 'r1') as c;
reset role;
update lifecycle.cancels set send_deadline = clock_timestamp();
set local role tradekeel_bridge;
insert into got select 2, fixture.call_begin_cancel(1, 'r1');
reset role;
select isnt(
  (select c -> 'cancel_id' from got where n = 2), (select c -> 'cancel_id' from got where n = 1),
  'a new one'
);
select is((select c -> 'is_replay' from got where n = 2), 'false', 'not a repetition');
select is(fixture.cancels(1, 'r1'), 'unknown submitting', 'the first is unknown');
select isnt(
  (select resolved_at from lifecycle.cancels where state = 'unknown'), null, 'since when'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
