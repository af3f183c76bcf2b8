begin;
select plan(5);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
create temporary table got as select 1 as n, fixture.call_begin_exit(1) as r;
insert into got
select 2, fixture.call_begin_exit(1, jsonb_build_object('owner_token', fixture.token(2)));
insert into got select 3, fixture.call_begin_exit(1, '{"lease_term": 99}');
select results_eq(
  $$ select r -> 'may_send', r -> 'is_replay' from got order by n $$,
  $$ values ('true'::jsonb, 'false'::jsonb), ('false', 'true'), ('true', 'true') $$,
  'the send right stays with the owner token that began it; a replay needs no lease'
);
select is(
  (select count(distinct r ->> 'client_order_text')::integer from got), 1, 'one attempt'
);
select matches(
  fixture.refused_exit(1, '{"quantity": "0.001"}'), '^LCC01 profile=.* request_id=x1$',
  'other input is a conflict'
);
select matches(fixture.refused_exit(1, '{"position_side": "short"}'), '^LCC01', 'the other side');
select matches(
  fixture.refused_exit(1, '{"request_id": "r1"}'), '^LCC01', 'the request id of the entry'
);

select * from finish();
rollback;
