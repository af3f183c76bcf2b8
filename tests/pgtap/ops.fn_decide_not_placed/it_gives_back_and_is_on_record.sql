begin;
select plan(7);

select fixture.stage(1);
update meta.exchanges set lookup = 'none';
select fixture.begin_entry(1, 'r1', 0.01);
select engine.fn_record_unknown(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, fixture.token(1), '{}');
select fixture.pass_time(1, '1 minute');
set local role tradekeel_operator;
select is(
  ops.fn_decide_not_placed(fixture.user_id(1), (fixture.attempt(1)).attempt_id, 'I looked'),
  'not_placed', 'decided'
);
select is(
  ops.fn_decide_not_placed(fixture.user_id(1), (fixture.attempt(1)).attempt_id, 'again'),
  'not_placed', 'a replay is the same'
);
reset role;
select is(fixture.amounts(1), '1000 0 0 0 active', 'its reservation is back');
select is((fixture.intent(1)).outcome, 'not_placed', 'and its slot');
select is(
  (select string_agg(concat_ws(' ', e.value ->> 'outcome', e.value ->> 'by', e.value ->> 'reason'),
            ', ') from jsonb_array_elements((fixture.attempt(1)).evidence) as e),
  format('horizon_passed, operator %s I looked', session_user), 'by whom and why'
);
select is(
  (select a.arguments ->> 'reason' from ops.audit as a
    where a.entry_point = 'ops.fn_decide_not_placed'), 'I looked', 'also in the record of operators'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
