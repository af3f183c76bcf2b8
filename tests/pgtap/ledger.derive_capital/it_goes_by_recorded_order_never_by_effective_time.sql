-- Buy 2 at 100, sell 1 at 110, then a buy of 1 at 130 is told that was made before the sale: in
-- recorded order 10 were gained, by effective time none.
begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
update lifecycle.markets set min_cost = 0;
select fixture.call_begin_entry(1,
  '{"quantity": "3", "order_type": "limit", "limit_price": "130", "leverage": 10}');
create function pg_temp.trade(
  p_request text, p_id text, p_quantity numeric, p_price numeric, p_moment interval
) returns jsonb
language sql as $$
  select fixture.trade(1, p_request, p_id, p_quantity, p_price) || jsonb_build_object(
    'timestamp', floor(extract(epoch from clock_timestamp() + p_moment) * 1000)::bigint)
$$;
select fixture.call_persist(1, 'r1', 2, 'open',
  jsonb_build_array(pg_temp.trade('r1', 't1', 2, 100, '-3 s')), 100);
select fixture.call_begin_exit(1, '{"quantity": "1"}');
select fixture.call_persist(1, 'x1', 1, 'closed',
  jsonb_build_array(pg_temp.trade('x1', 't2', 1, 110, '-1 s')), 110);
select fixture.call_persist(1, 'r1', 3, 'closed',
  jsonb_build_array(pg_temp.trade('r1', 't3', 1, 130, '-2 s')), 110);
select is(fixture.positions(1), 'long open 2 23 10', 'as recorded');
select is(
  fixture.rows($$ select trim_scale(d.reserved_for_positions), trim_scale(d.realized_pnl)
    from ledger.derive_capital(fixture.user_id(1), fixture.profile_id(1)) as d $$),
  '(23,10)', 'as derived'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
