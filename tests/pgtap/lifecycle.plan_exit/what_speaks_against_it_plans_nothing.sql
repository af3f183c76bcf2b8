-- One thing at a time is made otherwise, and taken back.
begin;
select plan(5);

select fixture.stage(1);
select fixture.begin_entry(1, 'r0', 0.003);
select fixture.fill_and_settle(fixture.attempt(1, 'r0'), 'x-r0', 50000);
create function pg_temp.planned(p_change text, p_ask jsonb) returns numeric
language plpgsql as $$
declare
  a constant jsonb := jsonb_build_object(
    'request_id', 'x1', 'symbol', 'BTC/USDT', 'side', 'long', 'type', 'limit',
    'quantity', '0.002', 'price', '50000', 'post_only', false) || p_ask;
  v_lease constant bigint := fixture.lease_term(1);
  v_plan lifecycle.exit_plan;
begin
  execute p_change;
  v_plan := lifecycle.plan_exit(
    fixture.user_id(1), fixture.profile_id(1), a ->> 'request_id', a ->> 'symbol', a ->> 'side',
    (a ->> 'type', (a ->> 'quantity')::numeric, (a ->> 'price')::numeric, null,
     a ->> 'time_in_force', (a ->> 'post_only')::boolean)::lifecycle.order_terms,
    fixture.token(1), v_lease);
  raise exception using errcode = 'P0009';
exception when sqlstate 'P0009' then
  return v_plan.quantity;
end;
$$;
create temporary table case_of as select * from (values
  ('lease', 'over', 'update locks.account_leases set expires_at = clock_timestamp()', '{}'::jsonb),
  ('lease', 'of another', 'update locks.account_leases set owner_token = gen_random_uuid()', '{}'),
  ('lease', 'of a later term', 'update locks.account_leases set term = term + 1', '{}'),
  ('lease', 'of an epoch before', 'update meta.installation set epoch = epoch + 1', '{}'),
  ('position', 'of the other side', 'select', '{"side": "short"}'),
  ('position', 'of another symbol', 'select', '{"symbol": "ETH/USDT"}'),
  ('position', 'more than is held', 'select', '{"quantity": "0.0031"}'),
  ('position', 'an exit before', $$ insert into lifecycle.intents (user_id, profile_id, account_id,
      kind, request_id, input_hash, symbol, side, position_side, order_type, quantity, reason,
      position_id)
      select p.user_id, p.profile_id, p.account_id, 'exit', 'x0', 'x', p.symbol, 'sell', 'long',
             'market', 0.001, 'signal', p.position_id from lifecycle.positions as p $$, '{}'),
  ('position', 'an exit that may be on its way', $$ update lifecycle.attempts
      set kind = 'exit', state = 'unknown', resolved_at = null $$, '{}'),
  ('request', 'is known', 'select', '{"request_id": "r0"}'),
  ('market', 'steps', 'select', '{"quantity": "0.0020000001"}'),
  ('market', 'minimum cost', 'update lifecycle.markets set min_cost = 100.01', '{}'),
  ('market', 'a time in force that is not taken', $$ update meta.exchanges
      set times_in_force = '{GTC}' $$, '{"time_in_force": "IOC"}'),
  ('market', 'an old price', $$ update lifecycle.latest_prices
      set observed_at = clock_timestamp() - interval '16 s' $$, '{"type": "market", "price": null}')
) as v (of_what, what, change, ask);

select is(pg_temp.planned('select', '{}'), 0.002, 'a limit');
select is(
  pg_temp.planned('select', '{"type": "market", "price": null}'), 0.002, 'at the market'
);
select is(
  pg_temp.planned('update lifecycle.positions set quantity = 0.0030000001', '{"quantity": null}'),
  0.003, 'all of it, to the step'
);
select is(
  pg_temp.planned(
    $$ update tenancy.exchange_accounts
          set state = 'halted', halt_reason = 'x', halted_at = clock_timestamp() $$, '{}'),
  0.002, 'of an account that is halted'
);
select is_empty(
  'select c.of_what, c.what from case_of as c where pg_temp.planned(c.change, c.ask) is not null',
  'nothing is planned against anything that speaks against it'
);

select * from finish();
rollback;
