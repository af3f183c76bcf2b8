begin;
select plan(1);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
reset role;
update lifecycle.attempts set send_deadline = clock_timestamp() - interval '1 ms';
set local role tradekeel_bridge;
select is(
  (select r - array['intent_id', 'attempt_id', 'client_order_id', 'client_order_text',
     'send_deadline', 'symbol', 'side', 'kind', 'order_type', 'quantity', 'limit_price',
     'leverage', 'is_reduce_only', 'reserved', 'attempt_no', 'position_side', 'trigger_price',
     'time_in_force', 'is_post_only'] from fixture.call_begin_entry(1) as r),
  '{"may_send": false, "is_replay": true, "attempt_state": "submitting", "send_remaining_ms": 0}',
  'also its owner may not, and no time remains'
);

select * from finish();
rollback;
