begin;
select plan(4);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.call_begin_entry(1, '{"order_type": "stop", "trigger_price": 51000}');
create function pg_temp.parent(p_status text, p_child text) returns jsonb
language sql as $$
  select fixture.order_json(fixture.attempt(1), '7', 0, p_status)
    || jsonb_build_object('isConditional', true, 'childOrderId', p_child, 'filled', null,
         'remaining', null, 'cost', null, 'average', null)
$$;
select engine.fn_persist_entry_lifecycle(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, pg_temp.parent('open', null), '[]');
set local role tradekeel_bridge;
-- the child is heard first, by the client id of its parent; then the parent, then a stale parent
select fixture.hear(1, jsonb_build_array(
    fixture.order_json(fixture.attempt(1), '8', 0.01, 'closed', 51100)
      || '{"isConditional": false}'),
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 51100) || '{"order": "8"}'));
select fixture.hear(1, jsonb_build_array(pg_temp.parent('closed', '8')));
select fixture.hear(1, jsonb_build_array(pg_temp.parent('open', null)));
select fixture.hear(1, jsonb_build_array(pg_temp.parent('closed', '9')));
reset role;
select is(
  fixture.rows($$ select o.book, o.status, trim_scale(o.posted_quantity), o.child_exchange_order_id
    from lifecycle.orders as o order by o.book $$),
  '(conditional,closed,0,8) (regular,closed,0.01,)', 'filled once, under its own number'
);
select is(
  fixture.rows($$ select p.side, trim_scale(p.quantity) from lifecycle.positions as p $$),
  '(long,0.01)', 'held once'
);
select is(fixture.incidents(1), 'none', 'nothing to say');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
