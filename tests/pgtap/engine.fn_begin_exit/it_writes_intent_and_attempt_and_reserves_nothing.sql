begin;
select plan(4);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_exit(1) as r;
reset role;
select is(
  (select r - array['intent_id', 'attempt_id', 'client_order_id', 'client_order_text',
     'send_deadline', 'send_remaining_ms'] from got),
  '{"kind": "exit", "side": "sell", "symbol": "BTC/USDT", "leverage": 1, "may_send": true,
    "quantity": 0.01, "reserved": 0, "is_replay": false, "attempt_no": 1, "order_type": "market",
    "position_side": "long", "trigger_price": null, "time_in_force": null, "is_post_only": false,
    "limit_price": null, "attempt_state": "submitting", "is_reduce_only": false}'::jsonb,
  'all that is held, to be sold'
);
select is(
  fixture.rows($$ select (i).kind, (i).side, (i).position_side, (i).reason,
    (i).position_id = p.position_id from fixture.intent(1, 'x1') as i, lifecycle.positions as p $$),
  '(exit,sell,long,test,t)', 'the intent names the position'
);
select is(fixture.amounts(1), '1000 0 500 0 active', 'no amount moves');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
