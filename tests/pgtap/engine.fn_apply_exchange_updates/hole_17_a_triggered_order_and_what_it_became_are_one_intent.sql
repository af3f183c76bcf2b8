begin;
select plan(7);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.call_begin_entry(1, '{"order_type": "stop", "trigger_price": 51000}');
create function pg_temp.parent(p_status text, p_child text) returns jsonb
language sql as $$
  select fixture.order_json(fixture.attempt(1), '7', 0, p_status)
    || jsonb_build_object('isConditional', true, 'childOrderId', p_child)
$$;
create function pg_temp.child(p_filled numeric, p_status text) returns jsonb
language sql as $$
  -- another client id, and by chance the parent's number: the spaces are two
  select fixture.order_json(fixture.attempt(1), '7', p_filled, p_status, 51100)
    || '{"isConditional": false, "clientOrderId": "the-exchange-s-own"}'
$$;
create function pg_temp.read(variadic p_orders jsonb[]) returns void
language sql security definer as $$
  select engine.fn_apply_exchange_updates(
    fixture.user_id(1), fixture.account_id(1), clock_timestamp(), to_jsonb(p_orders), '[]')
$$;
select engine.fn_persist_entry_lifecycle(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, pg_temp.parent('open', null), '[]');
set local role tradekeel_bridge;
select pg_temp.read(pg_temp.parent('closed', '7')) from generate_series(1, 4);
reset role;
select is(
  fixture.rows($$ select o.book, o.status, o.settled_at is null from lifecycle.orders as o $$),
  '(conditional,closed,t)', 'triggered, but it is not settled before its child is known'
);
select is((fixture.intent(1)).outcome, null, 'neither is the intent');
set local role tradekeel_bridge;
select pg_temp.read(pg_temp.parent('closed', '7'), pg_temp.child(0.004, 'open'));
select pg_temp.read(pg_temp.child(0.01, 'closed')) from generate_series(1, 3);
reset role;
update lifecycle.orders set terminal_at = terminal_at - interval '1 day';
set local role tradekeel_bridge;
select pg_temp.read(pg_temp.parent('closed', '7'), pg_temp.child(0.01, 'closed'))
  from generate_series(1, 3);
reset role;
select is(
  fixture.rows($$ select o.book, o.status, trim_scale(o.posted_quantity), o.settled_at is null
    from lifecycle.orders as o order by o.book $$),
  '(conditional,closed,0,f) (regular,closed,0.01,f)', 'one intent, two orders, filled once'
);
select is((fixture.intent(1)).outcome, 'filled', 'the intent is filled');
select is(
  fixture.rows($$ select p.side, trim_scale(p.quantity) from lifecycle.positions as p $$),
  '(long,0.01)', 'the position is what the child filled'
);
select is((select c.reserved_for_orders from ledger.capital as c), 0::numeric, 'nothing reserved');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
