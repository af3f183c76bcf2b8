begin;
select plan(5);

select fixture.stage(1);
select fixture.stage(2);
select fixture.hold(1, 'r1', 0.001);
select fixture.call_begin_exit(1);
create temporary table ids as
select (fixture.attempt(1)).attempt_id as entry, (fixture.attempt(1, 'x1')).attempt_id as exit;
create temporary table before as select fixture.digest() as digest;
grant select on ids to public;
set local role tradekeel_bridge;
select throws_ok(
  $$ select engine.fn_persist_entry_lifecycle(fixture.user_id(2), entry, '{}', '[]') from ids $$,
  'TNR01', null, 'another user''s attempt'
);
select throws_ok(
  $$ select engine.fn_persist_entry_lifecycle(
       fixture.user_id(1), '99999999-9999-4999-8999-999999999999', '{}', '[]') $$,
  'TNR01', null, 'an unknown attempt, before its document is looked at'
);
select throws_ok(
  $$ select engine.fn_persist_entry_lifecycle(fixture.user_id(1), exit, '{}', '[]') from ids $$,
  'TNR01', null, 'an exit is no entry'
);
select throws_ok(
  $$ select engine.fn_persist_exit_lifecycle(fixture.user_id(1), entry, '{}', '[]') from ids $$,
  'TNR01', null, 'nor the other way round'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
