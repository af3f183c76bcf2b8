begin;
select plan(7);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
set local role tradekeel_bridge;
select is(
  fixture.hear(1, jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open')), jsonb_build_array(
    fixture.trade(1, 'r1', 't1', 0.004))),
  '0 changed 1 unchanged 1 fills 0 unknown 0 refused', 'the exchange speaks before it answers'
);
select is(
  fixture.call_persist(1, 'r1', 0, 'open') - 'order_id' - 'position_id',
  '{"attempt_state": "confirmed", "order_status": "open", "filled": 0.004, "cost": 200,
    "is_settled": false, "is_replay": true}'::jsonb,
  'its answer, older, is a repetition'
);
select is(
  engine.fn_record_unknown(fixture.user_id(1), (fixture.attempt(1)).attempt_id, fixture.token(1),
    '{"kind": "unknown"}'), 'confirmed', 'had the answer been lost, it would be no unknown'
);
reset role;
select is((fixture.attempt(1)).state, 'confirmed', 'confirmed');
select is(fixture.positions(1), 'long open 0.004 200 0', 'held');
select is(fixture.incidents(1), 'none', 'as if the answer had come first');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
