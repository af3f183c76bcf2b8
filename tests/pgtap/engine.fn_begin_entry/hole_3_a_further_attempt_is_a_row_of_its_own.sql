begin;
select plan(9);

select fixture.stage(1);
set local role tradekeel_bridge;
create temporary table got as select 1 as n, fixture.call_begin_entry(1) as r;
select engine.fn_record_rejected(fixture.user_id(1),
  (select (r ->> 'attempt_id')::uuid from got), fixture.token(1), '{"message": "busy"}');
select fixture.take_lock(1, 'BTC/USDT');
insert into got select 2, fixture.call_begin_entry(1, '{"attempt_no": 2}');
reset role;
select is(
  (select r -> 'may_send' from got where n = 2), 'true', 'rejected: it may be tried again'
);
select is(
  (select count(distinct r ->> 'client_order_text')::integer from got), 2,
  'with a client order id of its own'
);
select is((select count(distinct r ->> 'intent_id')::integer from got), 1, 'of the same intent');
select is(fixture.amounts(1), '1000 506.01 0 0 active', 'with a reservation of its own');
select is((fixture.intent(1)).settled_at, null, 'the intent is open again');
set local role tradekeel_bridge;
select is(
  engine.fn_record_rejected(fixture.user_id(1),
    (select (r ->> 'attempt_id')::uuid from got where n = 1), fixture.token(1), '{}'),
  'rejected', 'a delayed rejection of attempt 1'
);
reset role;
select is((fixture.attempt(1)).state, 'submitting', 'does not touch attempt 2');
select is(fixture.amounts(1), '1000 506.01 0 0 active', 'which keeps its reservation');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
