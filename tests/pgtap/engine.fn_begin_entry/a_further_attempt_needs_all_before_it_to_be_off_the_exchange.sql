begin;
select plan(8);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select matches(fixture.refused_entry(1, '{"attempt_no": 2}'), '^LCC02', 'submitting: slot taken');
select engine.fn_record_unknown(fixture.user_id(1),
  (fixture.call_begin_entry(1) ->> 'attempt_id')::uuid, fixture.token(1), '{}');
select matches(fixture.refused_entry(1, '{"attempt_no": 2}'), '^LCC02', 'unknown: slot taken');
select is(fixture.find_absent(1, 'r1'), 'not_placed', 'proved not placed');
select fixture.take_lock(1, 'BTC/USDT');
select is(
  fixture.refused_entry(1, '{"attempt_no": 3}'), 'LCC05 request_id=r1 attempt=3',
  'no number is left out'
);
select matches(fixture.refused_entry(1, '{"attempt_no": 0}'), '^LCC05', 'there is no attempt 0');
select matches(fixture.refused_entry(1, '{"attempt_no": null}'), '^LCC05', 'nor one without');
select is(
  fixture.call_begin_entry(1, '{"attempt_no": 2}') -> 'may_send', 'true', 'attempt 2 may begin'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
