-- Open orders for what is measured about readings: every profile has one entry intent, whose
-- attempt stands for p_orders orders that rest, and the documents in which an exchange tells them.
create table bench.documents (n integer primary key, rows jsonb not null);

create procedure bench.rest_orders(p_per_account integer, p_orders integer)
language plpgsql
as $$
declare
  v_then constant timestamptz := clock_timestamp() - interval '1 hour';
begin
  insert into lifecycle.intents (
    user_id, intent_id, profile_id, account_id, kind, request_id, input_hash, symbol, side,
    position_side, order_type, quantity, limit_price, time_in_force, reason
  )
  select p.user_id, p.profile_id, p.profile_id, p.account_id, 'entry', 'rest', repeat('0', 64),
         l.symbol, 'buy', 'long', 'limit', 1, 100, 'GTC', 'signal'
    from tenancy.profiles as p
    join locks.entry_locks as l on l.user_id = p.user_id and l.profile_id = p.profile_id;
  insert into lifecycle.attempts (
    user_id, attempt_id, intent_id, attempt_no, profile_id, account_id, kind, symbol, side,
    client_order_id, client_order_text, owner_token, lock_term, lease_term, epoch, state,
    send_deadline, horizon_at, lag_ms, created_at, resolved_at
  )
  select i.user_id, i.intent_id, i.intent_id, 1, i.profile_id, i.account_id, 'entry', i.symbol,
         'buy', i.intent_id, replace(i.intent_id::text, '-', ''), bench.id('9', 1), 1, 1, 1,
         'confirmed', v_then, v_then, 2000, v_then, v_then
    from lifecycle.intents as i;
  insert into ledger.reservations (user_id, attempt_id, profile_id, amount)
  select a.user_id, a.attempt_id, a.profile_id, 0 from lifecycle.attempts as a;
  insert into lifecycle.orders (
    user_id, profile_id, account_id, intent_id, attempt_id, kind, symbol, side, order_type,
    exchange_order_id, client_order_text, price, quantity, status, raw_status, exchange_at,
    first_seen_at, changed_at, last_reading_at
  )
  select a.user_id, a.profile_id, a.account_id, a.intent_id, a.attempt_id, 'entry', a.symbol,
         'buy', 'limit', format('o-%s-%s', substr(a.profile_id::text, 25), o),
         a.client_order_text, 100, 1, 'open', 'open', v_then, v_then, v_then, v_then
    from lifecycle.attempts as a, generate_series(1, p_orders) as o;
  insert into tenancy.claims (user_id, account_id, exclusivity_key, profile_id)
  select a.user_id, a.account_id, split_part(a.symbol, '/', 1), a.profile_id
    from lifecycle.attempts as a;
  insert into bench.documents (n, rows)
  select n, (
      select jsonb_agg(jsonb_build_object(
               'id', o.exchange_order_id, 'clientOrderId', o.client_order_text,
               'symbol', o.symbol, 'side', 'buy', 'type', 'limit', 'timeInForce', 'GTC',
               'postOnly', false, 'reduceOnly', null, 'price', '100', 'stopPrice', null,
               'triggerPrice', null, 'stopLossPrice', null, 'takeProfitPrice', null, 'amount', '1',
               'filled', '0', 'remaining', '1', 'cost', '0', 'average', null, 'fee', null,
               'fees', '[]'::jsonb, 'trades', '[]'::jsonb, 'status', 'open', 'rawStatus', 'NEW',
               'timestamp', floor(extract(epoch from v_then) * 1000)::bigint,
               'datetime', to_char(v_then at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
               'lastTradeTimestamp', null,
               'lastUpdateTimestamp', floor(extract(epoch from v_then) * 1000)::bigint)
               order by o.exchange_order_id)
        from lifecycle.orders as o
       where o.user_id = bench.id('1', n) and o.account_id = bench.id('2', n))
    from generate_series(0, (select count(*)::integer - 1 from tenancy.exchange_accounts)) as n;
end;
$$;

-- The bare full outer join over the same rows: how many differ.
create function bench.bare_join(p_n integer, p_rows jsonb) returns bigint
language sql
begin atomic
  select count(*)
    from jsonb_to_recordset(p_rows)
           as d (id text, symbol text, status text, filled numeric)
    full outer join (
      select o.* from lifecycle.orders as o
       where o.user_id = bench.id('1', p_n) and o.account_id = bench.id('2', p_n)
         and o.settled_at is null
    ) as o on o.symbol = d.symbol and o.exchange_order_id = d.id
   where d.id is null or o.order_id is null or d.status <> o.status or d.filled <> o.filled;
end;
