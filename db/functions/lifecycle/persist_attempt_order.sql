create or replace function lifecycle.persist_attempt_order(
  p_attempt lifecycle.attempts, p_order jsonb, p_trades jsonb, p_read_started_at timestamptz
) returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  n record;
  v_intent lifecycle.intents;
  v_before lifecycle.orders;
  v_order lifecycle.orders;
  v_book text;
  v_is_whole boolean;
begin
  select o.* into n from lifecycle.normalise_order(p_order) as o;
  v_book := case when n.is_conditional then 'conditional' else 'regular' end;
  if n.exchange_order_id is null then
    perform meta.raise_error('LCR09', format('attempt=%s', p_attempt.attempt_id));
  elsif n.client_order_text is not null and n.client_order_text <> p_attempt.client_order_text
        and not exists (
          select from lifecycle.orders as p
           where p.user_id = p_attempt.user_id and p.attempt_id = p_attempt.attempt_id
             and p.child_exchange_order_id = n.exchange_order_id
        )
        or n.symbol is not null and n.symbol <> p_attempt.symbol
        or n.side is not null and n.side <> p_attempt.side then
    perform meta.raise_error('LCR08', format(
      'attempt=%s client_order_id=%s symbol=%s side=%s', p_attempt.attempt_id,
      n.client_order_text, n.symbol, n.side));
  end if;
  select i.* into strict v_intent
    from lifecycle.intents as i
   where i.user_id = p_attempt.user_id and i.intent_id = p_attempt.intent_id;
  perform lifecycle.confirm_attempt(p_attempt);
  v_is_whole := n.fees = '[]';
  if not v_is_whole then
    n.price := null; n.quantity := null; n.filled := null; n.cost := null; n.average := null;
    n.status := null; n.raw_status := null; n.child_order_id := null;
  end if;
  insert into lifecycle.orders as o (
    user_id, profile_id, account_id, intent_id, attempt_id, kind, book, symbol, side,
    order_type, exchange_order_id, child_exchange_order_id, client_order_text, price, quantity,
    filled, cost, average, status, raw_status, terminal_at, last_reading_at, exchange_at,
    first_seen_at, changed_at
  ) values (
    p_attempt.user_id, p_attempt.profile_id, p_attempt.account_id, p_attempt.intent_id,
    p_attempt.attempt_id, p_attempt.kind, v_book, p_attempt.symbol, p_attempt.side,
    v_intent.order_type, n.exchange_order_id, n.child_order_id, p_attempt.client_order_text,
    coalesce(n.price, v_intent.limit_price),
    case when n.quantity > 0 and n.quantity >= coalesce(n.filled, 0)
           and coalesce(n.status, 'open') = 'open' then n.quantity else v_intent.quantity end,
    coalesce(n.filled, 0), coalesce(round(n.cost, 12), 0), n.average,
    coalesce(n.status, 'open'), n.raw_status, case when n.status <> 'open' then v_now end,
    case when v_is_whole then p_read_started_at end, n.exchange_at, v_now, v_now
  ) on conflict (user_id, account_id, symbol, book, exchange_order_id) do nothing
  returning o.* into v_order;
  if found and v_is_whole then
    v_before := v_order;
    v_before.last_reading_at := null;
    v_before.price := v_intent.limit_price;
    v_before.quantity := v_intent.quantity;
    perform lifecycle.follow_amendment(v_before, v_order);
    perform lifecycle.book_reading(v_before, v_order, p_trades || n.trades);
  else
    v_order := lifecycle.require_own_order(p_attempt, v_book, n.exchange_order_id);
    perform lifecycle.apply_order(
      p_attempt.user_id, v_order.order_id, p_order, p_trades, p_read_started_at);
  end if;
  perform locks.drop_entry_lock(p_attempt);
  return v_order.order_id;
end;
$$;
alter function lifecycle.persist_attempt_order(
  lifecycle.attempts, jsonb, jsonb, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.persist_attempt_order(
  lifecycle.attempts, jsonb, jsonb, timestamptz
) from public;
grant execute on function lifecycle.persist_attempt_order(
  lifecycle.attempts, jsonb, jsonb, timestamptz
) to tradekeel_engine;
comment on function lifecycle.persist_attempt_order(
  lifecycle.attempts, jsonb, jsonb, timestamptz
) is
'Record that an attempt is an order on the exchange: confirm the attempt (late truth is accepted
and marked), write the order once, apply reading and trades, give the entry lock back. The
caller holds the capital row. An order that states fees is written as it was decided, and then
brought to its reading, which prices them. Returns the order. Errors, in order: LCR07, LCR09 the
exchange gave no order id, LCR08 it names another client id, symbol, side or attempt.';
