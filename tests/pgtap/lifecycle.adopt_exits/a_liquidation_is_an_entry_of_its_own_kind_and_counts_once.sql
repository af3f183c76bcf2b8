begin;
select plan(6);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.take_position(1, 'r1', 0.01, 'buy', 50000, 10);
create function pg_temp.forced(p_filled text, p_fee text) returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('id', '7', 'symbol', 'BTC/USDT:USDT',
    'side', 'sell', 'amount', '0.01', 'filled', p_filled, 'average', '48000',
    'cost', trim_scale(p_filled::numeric * 48000)::text,
    'status', case p_filled when '0.01' then 'closed' else 'open' end, 'isForced', true,
    'fees', jsonb_build_array(jsonb_build_object('currency', 'USDT', 'cost', p_fee))))
$$;
create function pg_temp.tell(p_filled text, p_fee text) returns void language sql as $$
  select engine.fn_apply_exchange_updates(fixture.user_id(1), fixture.account_id(1),
    clock_timestamp(), pg_temp.forced(p_filled, p_fee), '[]')
$$;
create function pg_temp.journal() returns text language sql as $$
  select string_agg(e.kind || ' ' || trim_scale(e.reserved_for_positions_delta) || ' '
           || trim_scale(e.realized_pnl_delta), ', ' order by e.seq)
    from ledger.entries as e
   where e.kind not in ('allocate', 'reserve', 'release', 'entry_fill')
$$;
grant execute on all functions in schema pg_temp to public;
set local role tradekeel_bridge;
select pg_temp.tell('0.004', '1');
select pg_temp.tell('0.01', '2.4');
reset role;
select is(
  pg_temp.journal(), 'liquidation -20 -9, liquidation -30 -13.4',
  'the loss and the fee of each part, under a name of its own'
);
set local role tradekeel_bridge;
select pg_temp.tell('0.004', '1');
select pg_temp.tell('0.01', '2.4');
reset role;
select is(
  pg_temp.journal(), 'liquidation -20 -9, liquidation -30 -13.4', 'told twice it counts once'
);
select is(fixture.positions(1), 'long closed 0 0 -22.4', 'the position is closed');
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(fixture.income(1, jsonb_build_object(
    'kind', null, 'type', 'INSURANCE_CLEAR', 'amount', '-3', 'id', 'clear-1')))),
  '1 0 0', 'what the insurance fund took comes with the statement'
);
reset role;
select is(
  pg_temp.journal(), 'liquidation -20 -9, liquidation -30 -13.4, liquidation 0 -3', 'and counts too'
);
select is_empty('select * from fixture.violations()', 'rebuilt both ways');

select * from finish();
rollback;
