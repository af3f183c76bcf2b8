-- Protection, cancels, limits, incomes and operators' changes, for suites. What begins with call
-- runs as the role that the test took; what only looks or prepares runs as the superuser.

create or replace function fixture.symbol_of(p_n integer) returns text
language sql security definer as $$
  select case a.market_type when 'spot' then 'BTC/USDT' else 'BTC/USDT:USDT' end
    from tenancy.exchange_accounts as a where a.account_id = fixture.account_id(p_n)
$$;

-- Change limits and default protection of profile p_profile of tenant n.
create or replace function fixture.limit_profile(
  p_n integer, p_limits jsonb, p_profile integer default null
) returns void
language plpgsql security definer as $$
begin
  perform ops.fn_change_profile(
    fixture.user_id(p_n), fixture.profile_id(coalesce(p_profile, p_n)), p_limits);
end;
$$;

-- A fresh price of tenant n's first symbol.
create or replace function fixture.set_price(p_n integer, p_price numeric) returns void
language plpgsql security definer as $$
begin
  perform engine.fn_record_prices(fixture.user_id(p_n), fixture.account_id(p_n),
    jsonb_build_array(jsonb_build_object(
      'symbol', fixture.symbol_of(p_n), 'last', p_price::text)));
end;
$$;

-- Every price on record becomes older than what counts as fresh.
create or replace function fixture.age_prices() returns void
language plpgsql security definer as $$
begin
  update lifecycle.latest_prices as l
     set observed_at = l.observed_at - meta.setting_interval('price_max_age_ms');
end;
$$;

-- Hold a quantity, settled, long or short, of the first symbol of tenant n.
create or replace function fixture.take_position(
  p_n integer, p_request_id text, p_quantity numeric, p_side text default 'buy',
  p_price numeric default 50000, p_leverage numeric default 1
) returns void
language plpgsql security definer as $$
begin
  perform fixture.take_lock(p_n, fixture.symbol_of(p_n));
  perform fixture.call_begin_entry(p_n, jsonb_build_object(
    'request_id', p_request_id, 'quantity', p_quantity::text, 'side', p_side,
    'leverage', p_leverage));
  perform fixture.fill_and_settle(
    fixture.attempt(p_n, p_request_id), 'x-' || p_request_id, p_price);
end;
$$;

-- What fn_evaluate_protections answers token p_token for account n.
create or replace function fixture.call_evaluate(
  p_n integer, p_token integer default null
) returns jsonb
language plpgsql as $$
begin
  return (select coalesce(jsonb_agg(to_jsonb(e)), '[]')
    from engine.fn_evaluate_protections(
      fixture.user_id(p_n), fixture.account_id(p_n), fixture.token(coalesce(p_token, p_n)),
      fixture.lease_term(p_n)) as e);
end;
$$;

-- The same, readable: "cancel <request>" or "exit <side> <kind> <number>".
create or replace function fixture.call_actions(p_n integer) returns text
language plpgsql as $$
begin
  return fixture.describe_actions(fixture.call_evaluate(p_n));
end;
$$;

create or replace function fixture.describe_actions(p_actions jsonb) returns text
language sql security definer as $$
  select coalesce(string_agg(d.said, ', ' order by d.said), 'none')
    from jsonb_array_elements(p_actions) as a
    left join lifecycle.orders as o on o.order_id = (a ->> 'order_id')::uuid
    left join lifecycle.intents as i on i.intent_id = o.intent_id
   cross join lateral (select case a ->> 'action'
           when 'cancel' then 'cancel ' || i.request_id
           else format('%s %s %s %s', a ->> 'action', a ->> 'position_side',
             split_part(a ->> 'reason', ':', 2), split_part(a ->> 'request_id', ':', 3))
         end as said) as d
$$;

-- Begin the exit that fn_evaluate_protections names for account n; its request id.
create or replace function fixture.call_protective_exit(p_n integer) returns text
language plpgsql as $$
declare
  v_action constant jsonb := fixture.call_evaluate(p_n) -> 0;
begin
  if v_action ->> 'action' is distinct from 'exit' then
    raise exception 'no exit to begin: %', v_action;
  end if;
  perform fixture.call_begin_exit(p_n, jsonb_build_object(
    'request_id', v_action ->> 'request_id', 'symbol', v_action ->> 'symbol',
    'position_side', v_action ->> 'position_side', 'reason', v_action ->> 'reason',
    'profile_id', v_action ->> 'profile_id'));
  return v_action ->> 'request_id';
end;
$$;

-- The protections of profile n: kind state trigger (price, rate or best price), one a comma.
create or replace function fixture.protections(p_n integer) returns text
language sql security definer as $$
  select coalesce(string_agg(trim(format('%s %s %s', x.kind, x.state, trim_scale(
           case x.kind when 'trailing_stop' then x.best_price else x.trigger_price end))),
           ', ' order by x.kind, x.created_at), 'none')
    from lifecycle.protections as x where x.profile_id = fixture.profile_id(p_n)
$$;

-- Begin a cancel of a request's order as token p_token.
create or replace function fixture.call_begin_cancel(
  p_n integer, p_request_id text, p_token integer default null
) returns jsonb
language plpgsql as $$
begin
  return (select to_jsonb(c) from engine.fn_begin_cancel(
    fixture.user_id(p_n), (to_jsonb(fixture.order_of(p_n, p_request_id)) ->> 'order_id')::uuid,
    'test', fixture.token(coalesce(p_token, p_n)), fixture.lease_term(p_n)) as c);
end;
$$;

-- Begin and record a cancel of a request's order. Returns what the record answered.
create or replace function fixture.call_cancel(
  p_n integer, p_request_id text, p_outcome text
) returns text
language plpgsql as $$
declare
  v_cancel_id constant uuid := fixture.call_begin_cancel(p_n, p_request_id) ->> 'cancel_id';
begin
  return engine.fn_record_cancel(
    fixture.user_id(p_n), v_cancel_id, fixture.token(p_n), p_outcome, '{}');
end;
$$;

-- The cancels of a request's order, oldest first.
create or replace function fixture.cancels(p_n integer, p_request_id text) returns text
language sql security definer as $$
  select coalesce(string_agg(c.state, ' ' order by c.created_at), 'none')
    from lifecycle.cancels as c
   where c.order_id = (fixture.order_of(p_n, p_request_id)).order_id
$$;

-- One income as the bridge gives it; what a test changes is laid over it.
create or replace function fixture.income(p_n integer, p_changes jsonb default '{}') returns jsonb
language sql security definer as $$
  select jsonb_build_object(
    'id', 'i1', 'kind', 'funding', 'symbol', fixture.symbol_of(p_n), 'currency', 'USDT',
    'amount', '-1.5', 'timestamp', floor(extract(epoch from clock_timestamp()) * 1000)::bigint
  ) || p_changes
$$;

-- Record incomes on account n: "recorded known unattributed".
create or replace function fixture.call_incomes(p_n integer, p_incomes jsonb) returns text
language plpgsql as $$
begin
  return (select format('%s %s %s', i.recorded, i.known, i.unattributed)
    from engine.fn_record_incomes(
      fixture.user_id(p_n), fixture.account_id(p_n), p_incomes, null) as i);
end;
$$;

-- Two operators of their own logins, ann and bob, until the test rolls back.
create or replace function fixture.make_operators() returns void
language plpgsql as $$
begin
  create role ann login in role tradekeel_operator;
  create role bob login in role tradekeel_operator;
end;
$$;

-- Propose a correction of profile n. Returns the change.
create or replace function fixture.call_propose(
  p_n integer, p_realized_pnl numeric default 5
) returns uuid
language plpgsql as $$
begin
  return ops.fn_propose_correction(
    fixture.user_id(p_n), fixture.profile_id(p_n), p_realized_pnl, 'test');
end;
$$;

-- The newest change of profile n.
create or replace function fixture.change_of(p_n integer) returns ops.change_requests
language sql security definer as $$
  select c.* from ops.change_requests as c
   where c.profile_id = fixture.profile_id(p_n) order by c.requested_at desc limit 1
$$;

-- Lines that ops.audit has of user n and an entry point.
create or replace function fixture.audited(p_n integer, p_entry_point text) returns integer
language sql security definer as $$
  select count(*)::integer from ops.audit as a
   where a.user_id = fixture.user_id(p_n) and a.entry_point = p_entry_point
$$;

-- Note every move of a state from here to the end of the transaction, by a trigger that only
-- this test has.
create or replace function fixture.watch_moves() returns void
language plpgsql as $$
declare
  r record;
begin
  create temporary table moves (machine text, from_state text, to_state text);
  grant insert on moves to public;
  for r in
    select * from (values
      ('attempt', 'lifecycle.attempts', 'state'), ('order', 'lifecycle.orders', 'status'),
      ('cancel', 'lifecycle.cancels', 'state'), ('signal', 'lifecycle.signals', 'state'),
      ('position', 'lifecycle.positions', 'state'),
      ('protection', 'lifecycle.protections', 'state')) as w (machine, watched, state)
  loop
    execute format(
      'create trigger watch after update of %I on %s for each row
         execute function fixture.note_move(%L, %L)', r.state, r.watched, r.machine, r.state);
  end loop;
end;
$$;

create or replace function fixture.note_move() returns trigger
language plpgsql security definer as $$
begin
  insert into moves
  values (tg_argv[0], to_jsonb(old) ->> tg_argv[1], to_jsonb(new) ->> tg_argv[1]);
  return null;
end;
$$;

grant execute on all functions in schema fixture to public;
