begin;
select plan(2);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select engine.fn_record_unknown(fixture.user_id(1),
  (fixture.call_begin_entry(1) ->> 'attempt_id')::uuid, fixture.token(1), '{}');
select is(
  fixture.call_begin_entry(1) -> 'may_send', 'false', 'unknown: it was sent perhaps'
);
select fixture.call_persist(1, 'r1', 0, 'open');
select is(fixture.call_begin_entry(1) -> 'may_send', 'false', 'confirmed: it was');

select * from finish();
rollback;
