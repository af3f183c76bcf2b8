begin;
select plan(6);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.call_begin_entry(1);
select fixture.call_persist(
  1, 'r1', 0.01, 'closed', jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)));
select fixture.settle(1, 'r1', 0.01, 'closed');
create function pg_temp.order_row(p_id text, p_side text, p_more jsonb) returns jsonb
language sql as $$
  select jsonb_build_object('id', p_id, 'clientOrderId', 'autoclose-1', 'symbol',
    'BTC/USDT:USDT', 'side', p_side, 'type', 'market', 'amount', '0.01', 'filled', '0.01',
    'average', '45000', 'cost', '450', 'status', 'closed', 'isConditional', false) || p_more
$$;
create function pg_temp.apply(variadic p_orders jsonb[]) returns void
language sql security definer as $$
  select engine.fn_apply_exchange_updates(
    fixture.user_id(1), fixture.account_id(1), clock_timestamp(), to_jsonb(p_orders), '[]')
$$;
create function pg_temp.held() returns text
language sql security definer as $$
  select fixture.rows($q$ select p.state, trim_scale(p.quantity), d.kind, d.state
    from lifecycle.positions as p left join lifecycle.adoptions as d using (position_id) $q$)
$$;
set local role tradekeel_bridge;
select pg_temp.apply(
  pg_temp.order_row('9', 'sell', '{}'), pg_temp.order_row('8', 'buy', '{"isForced": true}'));
select is(pg_temp.held(), '(open,0.01,,)', 'by its client id alone, or of the other side: never');
reset role;
select fixture.add_profile(1, 3);
insert into lifecycle.positions (
  user_id, profile_id, account_id, symbol, side, quantity, cost_basis, notional
) values (
  fixture.user_id(1), fixture.profile_id(3), fixture.account_id(1), 'BTC/USDT:USDT', 'long', 0.02,
  1, 1);
set local role tradekeel_bridge;
select pg_temp.apply(pg_temp.order_row('7', 'sell', '{"isForced": true}'));
reset role;
select is_empty('select from lifecycle.adoptions', 'when two profiles hold it: nobody is guessed');
delete from lifecycle.positions where profile_id = fixture.profile_id(3);
set local role tradekeel_bridge;
select pg_temp.apply(pg_temp.order_row('7', 'sell', '{"isForced": true}'))
  from generate_series(1, 3);
select is(pg_temp.held(), '(closed,0,liquidation,adopted)', 'one position: taken, once');
reset role;
select is(
  fixture.rows($$ select i.reason, i.outcome, trim_scale(sum(e.quantity_delta))
    from lifecycle.intents as i
    join lifecycle.orders as o using (intent_id)
    join lifecycle.executions as e using (order_id)
   where i.kind = 'exit' group by i.reason, i.outcome $$),
  '(liquidation,,0.01)', 'booked once; it settles like any order'
);
select is(
  (select string_agg(n.kind, ' ') from health.incidents as n where n.state = 'open'),
  'position_liquidated', 'an incident'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
