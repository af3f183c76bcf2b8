begin;
select plan(2);

select fixture.stage(1);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1) as r;
select engine.fn_record_unknown(fixture.user_id(1), (r ->> 'attempt_id')::uuid,
  fixture.token(1), '{}') from got;
reset role;
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is(
  engine.fn_record_unknown(fixture.user_id(1), (select (r ->> 'attempt_id')::uuid from got),
    fixture.token(1), '{"other": true}'), 'unknown', 'the same'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
