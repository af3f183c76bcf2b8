begin;
select plan(6);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
create temporary table got as select 1 as n, fixture.call_begin_exit(1) as r;
select matches(
  fixture.refused_exit(1, '{"attempt_no": 2}'), '^LCR10', 'while it is unresolved: nothing is free'
);
select engine.fn_record_rejected(fixture.user_id(1),
  (select (r ->> 'attempt_id')::uuid from got), fixture.token(1), '{}');
select is(
  fixture.refused_exit(1, '{"attempt_no": 3}'), 'LCC05 request_id=x1 attempt=3',
  'no number is left out'
);
insert into got select 2, fixture.call_begin_exit(1, '{"attempt_no": 2}');
select is(
  (select count(distinct r ->> 'client_order_text')::integer from got), 2,
  'rejected: tried again with another client order id'
);
select is(
  engine.fn_record_rejected(fixture.user_id(1),
    (select (r ->> 'attempt_id')::uuid from got where n = 1), fixture.token(1), '{}'),
  'rejected', 'a delayed rejection of attempt 1'
);
select is(
  to_jsonb(fixture.attempt(1, 'x1')) ->> 'state', 'submitting', 'does not touch attempt 2'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
