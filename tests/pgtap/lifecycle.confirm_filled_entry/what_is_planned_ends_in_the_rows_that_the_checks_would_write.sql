-- Two tenants live the same day: one planned, with the way check by check taken away; the other
-- check by check, with the plans taken away.
begin;
select plan(52);

create function pg_temp.live(p_n integer, p_market_type text) returns void
language plpgsql as $$
declare
  v_symbol constant text := case p_market_type when 'spot' then 'ETH/USDT' else 'ETH/USDT:USDT' end;
begin
  -- a market order, a quote fee, two trades; sold in two parts, the last with a loss
  perform fixture.call_begin_entry(p_n, '{"request_id": "a1", "quantity": "0.003"}');
  perform fixture.call_persist(p_n, 'a1', 0.003, 'closed', jsonb_build_array(
    fixture.trade(p_n, 'a1', 'ta1', 0.001, 50001.11, '0.0213'),
    fixture.trade(p_n, 'a1', 'ta2', 0.0020, 50003, '0.04')), 50002.37);
  perform fixture.settle(p_n, 'a1', 0.003, 'closed', '[]', 50002.37);
  perform fixture.call_begin_exit(p_n, '{"request_id": "b1", "quantity": "0.001"}');
  perform fixture.call_persist(p_n, 'b1', 0.001, 'closed', jsonb_build_array(
    fixture.trade(p_n, 'b1', 'tb1', 0.001, 51000.5, '0.05')), 51000.5);
  perform fixture.settle(p_n, 'b1', 0.001, 'closed', '[]', 51000.5);
  -- on another symbol: a limit, a short where there are shorts, an entry without a fee
  perform fixture.take_lock(p_n, v_symbol);
  perform fixture.call_begin_entry(p_n, jsonb_build_object(
    'request_id', 'c1', 'symbol', v_symbol, 'quantity', '0.05', 'order_type', 'limit',
    'limit_price', '2000.10', 'time_in_force', 'GTC',
    'leverage', case p_market_type when 'spot' then 1 else 3 end,
    'side', case p_market_type when 'spot' then 'buy' else 'sell' end));
  perform fixture.call_persist(p_n, 'c1', 0.05, 'closed', jsonb_build_array(
    fixture.trade(p_n, 'c1', 'tc1', 0.05, 2000.1) - 'fee'), 2000.1);
  perform fixture.call_begin_exit(p_n, jsonb_build_object(
    'request_id', 'd1', 'symbol', v_symbol, 'quantity', null, 'order_type', 'limit',
    'limit_price', '1990.00',
    'position_side', case p_market_type when 'spot' then 'long' else 'short' end));
  perform fixture.call_persist(p_n, 'd1', 0.05, 'closed', jsonb_build_array(
    fixture.trade(p_n, 'd1', 'td1', 0.05, 1990, '0.07')), 1990);
end;
$$;
create function pg_temp.pay_in_base(p_n integer) returns void
language plpgsql as $$
begin
  perform fixture.call_begin_entry(p_n, '{"request_id": "e1", "quantity": "0.001"}');
  perform fixture.call_persist(p_n, 'e1', 0.001, 'closed', jsonb_build_array(
    fixture.trade(p_n, 'e1', 'te1', 0.001, 50000, '0.00001', 'BTC')));
  perform fixture.call_begin_exit(p_n, '{"request_id": "f1", "quantity": null}');
  perform fixture.call_persist(p_n, 'f1', 0.00099, 'closed', jsonb_build_array(
    fixture.trade(p_n, 'f1', 'tf1', 0.00099, 49000, '0.0001')), 49000);
end;
$$;
create function pg_temp.left_by(p_n integer, p_table text) returns text
language plpgsql as $$
declare
  v_rows text;
begin
  execute format(
    $x$ select string_agg(r.line, E'\n' order by r.line) from (
          select regexp_replace((
                   select string_agg(e.key || '=' || case jsonb_typeof(e.value)
                            when 'number' then trim_scale(e.value::numeric)::text
                            else e.value::text end, ' ' order by e.key)
                     from jsonb_each(to_jsonb(t)) as e
                    where e.key !~ '_at$|_until$|send_deadline|client_order|input_hash'),
                 '[0-9a-f]{8}-[0-9a-f-]{27}', 'id', 'g') as line
            from %s as t where t.user_id = $1) as r $x$, p_table)
     into v_rows using fixture.user_id(p_n);
  return v_rows;
end;
$$;

select fixture.stage(1), fixture.stage(2), fixture.stage(3, 'binanceusdm', 'swap'),
       fixture.stage(4, 'binanceusdm', 'swap'), fixture.stage(5), fixture.stage(6);
select ops.fn_change_profile(
  fixture.user_id(n), fixture.profile_id(n), '{"stop_loss_rate": "0.1"}')
  from generate_series(3, 4) as n;

alter function lifecycle.begin_any_entry rename to begin_any_entry_kept;
alter function lifecycle.begin_any_exit rename to begin_any_exit_kept;
alter function lifecycle.persist_attempt_order rename to persist_attempt_order_kept;
set local role tradekeel_bridge;
select lives_ok($$ select pg_temp.live(1, 'spot') $$, 'planned on spot, every step');
select lives_ok($$ select pg_temp.live(3, 'swap') $$, 'planned on swaps, every step');
select lives_ok($$ select pg_temp.pay_in_base(5) $$, 'planned with a fee in base and a loss');
reset role;
alter function lifecycle.begin_any_entry_kept rename to begin_any_entry;
alter function lifecycle.begin_any_exit_kept rename to begin_any_exit;
alter function lifecycle.persist_attempt_order_kept rename to persist_attempt_order;

-- Renamed, so that a stand-in whose arguments are others is an error and not a second function.
alter function lifecycle.reserve_entry rename to reserve_entry_kept;
alter function lifecycle.plan_exit rename to plan_exit_kept;
create function lifecycle.reserve_entry(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_symbol text, p_side text,
  p_position_side text, p_terms lifecycle.order_terms, p_leverage numeric, p_owner_token uuid,
  p_lock_term bigint, p_lease_term bigint, p_epoch bigint
) returns lifecycle.entry_plan language plpgsql as 'begin return null; end';
create function lifecycle.plan_exit(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_symbol text, p_position_side text,
  p_terms lifecycle.order_terms, p_owner_token uuid, p_lease_term bigint
) returns lifecycle.exit_plan language plpgsql as 'begin return null; end';
create or replace function lifecycle.read_plain_fill(p_order jsonb, p_trades jsonb)
returns lifecycle.plain_fill language plpgsql as 'begin return null; end';
set local role tradekeel_bridge;
select lives_ok($$ select pg_temp.live(2, 'spot') $$, 'check by check on spot');
select lives_ok($$ select pg_temp.live(4, 'swap') $$, 'check by check on swaps');
select lives_ok($$ select pg_temp.pay_in_base(6) $$, 'check by check with a fee in base');
reset role;

select is(
  pg_temp.left_by(n, t), pg_temp.left_by(n + 1, t), format('%s of tenants %s and %s', t, n, n + 1))
  from unnest(array[1, 3, 5]) as n, unnest(array[
    'ledger.capital', 'ledger.entries', 'ledger.reservations', 'lifecycle.intents',
    'lifecycle.attempts', 'lifecycle.orders', 'lifecycle.fills', 'lifecycle.positions',
    'lifecycle.executions', 'lifecycle.trade_history', 'lifecycle.protections', 'tenancy.claims',
    'tenancy.broadcasts', 'locks.entry_locks', 'health.incidents']) as t;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
