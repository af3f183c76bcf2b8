begin;
select plan(2);

select fixture.stage(1);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1) as r;
select fixture.call_persist(1, 'r1', 0, 'open');
reset role;
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select is(
  engine.fn_record_unknown(fixture.user_id(1), (select (r ->> 'attempt_id')::uuid from got),
    fixture.token(1), '{}'), 'confirmed', 'a reply that was late is answered by what is known'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
