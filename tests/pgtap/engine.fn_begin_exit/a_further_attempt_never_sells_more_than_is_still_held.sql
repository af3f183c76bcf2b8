-- Exit all (0.01) is rejected; another sells 0.004; attempt 2 of the first may not sell 0.01.
begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select engine.fn_record_rejected(fixture.user_id(1),
  (fixture.call_begin_exit(1) ->> 'attempt_id')::uuid, fixture.token(1), '{}');
select fixture.call_begin_exit(1, '{"request_id": "x2", "quantity": "0.004"}');
select fixture.call_persist(1, 'x2', 0.004, 'closed',
  jsonb_build_array(fixture.trade(1, 'x2', 't2', 0.004)));
select fixture.settle(1, 'x2', 0.004, 'closed');
select matches(
  fixture.refused_exit(1, '{"attempt_no": 2}'), '^LCR10 profile=.* wanted=0.01000 free=0.006$',
  'it keeps the quantity of the first, which is more than is held'
);
select is(
  (fixture.call_begin_exit(1, '{"request_id": "x3"}') ->> 'quantity')::numeric, 0.006,
  'a new request sells the rest'
);

select * from finish();
rollback;
