begin;
select plan(14);

select fixture.stage(1);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_begin_entry(1) as r;
reset role;
select is((select r ->> 'attempt_state' from got), 'submitting', 'it is being sent');
select is((select r -> 'may_send' from got), 'true', 'and may be');
select is((select r -> 'is_replay' from got), 'false', 'for the first time');
select ok(
  (select (r ->> 'send_remaining_ms')::integer between 4000 and 5000 from got),
  'within send_window_ms'
);
select is((select (r ->> 'reserved')::numeric from got), 506.01,
  '0.01 at 50000, 1 percent dearer, and 0.2 percent for fees');
select is(fixture.amounts(1), '1000 506.01 0 0 active', 'that much is reserved for orders');
select is(
  fixture.rows($$ select kind, request_id, symbol, side, position_side, order_type, quantity,
    limit_price, leverage, is_reduce_only, settled_at, outcome from lifecycle.intents $$),
  '(entry,r1,BTC/USDT,buy,long,market,0.01,,1,f,,)', 'the intent'
);
select is(
  fixture.rows($$ select attempt_no, kind, symbol, side, owner_token = fixture.token(1), lock_term,
    lease_term, epoch, state, resolved_at, absent_first_at from lifecycle.attempts $$),
  '(1,entry,BTC/USDT,buy,t,1,1,1,submitting,,)', 'the attempt'
);
select is(
  (select a.client_order_text from lifecycle.attempts as a),
  (select r ->> 'client_order_text' from got), 'it has its client order id before it is sent'
);
select is(
  (select lifecycle.parse_client_order_id(a.client_order_text) from lifecycle.attempts as a),
  lifecycle.make_client_order_id(1, fixture.user_id(1), fixture.profile_id(1), 'r1', 1),
  'made of what it is'
);
select row_eq(
  'select amount, consumed, released, closed_at from ledger.reservations',
  row(506.01, 0::numeric, 0::numeric, null::timestamptz), 'the reservation'
);
select is(
  fixture.rows($$ select exclusivity_key, profile_id = fixture.profile_id(1), is_held
    from tenancy.claims $$), '(BTC,t,t)', 'the claim on the asset'
);
select is_empty('select 1 from lifecycle.orders union all select 1 from lifecycle.positions',
  'no order and no position before the exchange confirmed');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
