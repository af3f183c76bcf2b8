begin;
select plan(1);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select engine.fn_record_unknown(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, fixture.token(1), '{}');
select fixture.find_absent(1, 'r1');
create temporary table got as select (fixture.attempt(1)).attempt_id as id;
grant select on got to public;
set local role tradekeel_bridge;
select is(
  engine.fn_record_rejected(fixture.user_id(1), (select id from got), fixture.token(1), '{}'),
  'not_placed', 'not placed, with evidence'
);

select * from finish();
rollback;
