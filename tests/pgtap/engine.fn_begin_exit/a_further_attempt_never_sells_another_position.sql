begin;
select plan(1);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.005);
set local role tradekeel_bridge;
select engine.fn_record_rejected(fixture.user_id(1),
  (fixture.call_begin_exit(1) ->> 'attempt_id')::uuid, fixture.token(1), '{}');
select fixture.call_begin_exit(1, '{"request_id": "x2"}');
select fixture.call_persist(1, 'x2', 0.005, 'closed',
  jsonb_build_array(fixture.trade(1, 'x2', 't2', 0.005)));
select fixture.settle(1, 'x2', 0.005, 'closed');
reset role;
select fixture.hold(1, 'r3', 0.005);
set local role tradekeel_bridge;
select matches(
  fixture.refused_exit(1, '{"attempt_no": 2}'), '^LCR10',
  'the position it was for is closed; the one of now is another'
);

select * from finish();
rollback;
