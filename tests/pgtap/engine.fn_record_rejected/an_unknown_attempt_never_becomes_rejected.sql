begin;
select plan(3);

select fixture.stage(1);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1) as r;
select engine.fn_record_unknown(fixture.user_id(1), (r ->> 'attempt_id')::uuid,
  fixture.token(1), '{}') from got;
select matches(
  fixture.refusal(format('select engine.fn_record_rejected(%L, %L, %L, %L)', fixture.user_id(1),
    (select r ->> 'attempt_id' from got), fixture.token(1), '{}')),
  '^LCC04 attempt=.* state=unknown wanted=rejected$', 'who did not know cannot know now'
);
select is(fixture.amounts(1), '1000 506.01 0 0 active', 'the reservation stands');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
