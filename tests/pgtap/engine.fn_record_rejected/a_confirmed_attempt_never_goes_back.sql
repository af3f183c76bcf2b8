begin;
select plan(2);

select fixture.stage(1);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1) as r;
select fixture.call_persist(1, 'r1', 0, 'open');
select matches(
  fixture.refusal(format('select engine.fn_record_rejected(%L, %L, %L, %L)', fixture.user_id(1),
    (select r ->> 'attempt_id' from got), fixture.token(1), '{}')),
  '^LCC04 attempt=.* state=confirmed wanted=rejected$', 'it is on the exchange'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
