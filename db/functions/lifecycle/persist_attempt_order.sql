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
  v_order lifecycle.orders;
begin
  select o.* into n from lifecycle.normalise_order(p_order) as o;
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
  insert into lifecycle.orders (
    user_id, profile_id, account_id, intent_id, attempt_id, kind, book, symbol, side,
    order_type, exchange_order_id, client_order_text, price, quantity, exchange_at,
    first_seen_at, changed_at
  ) values (
    p_attempt.user_id, p_attempt.profile_id, p_attempt.account_id, p_attempt.intent_id,
    p_attempt.attempt_id, p_attempt.kind,
    case when n.is_conditional then 'conditional' else 'regular' end,
    p_attempt.symbol, p_attempt.side, v_intent.order_type, n.exchange_order_id,
    p_attempt.client_order_text, v_intent.limit_price, v_intent.quantity, n.exchange_at,
    v_now, v_now
  ) on conflict (user_id, account_id, symbol, book, exchange_order_id) do nothing;
  select o.* into strict v_order
    from lifecycle.orders as o
   where o.user_id = p_attempt.user_id and o.account_id = p_attempt.account_id
     and o.symbol = p_attempt.symbol and o.exchange_order_id = n.exchange_order_id
     and o.book = case when n.is_conditional then 'conditional' else 'regular' end;
  if v_order.attempt_id <> p_attempt.attempt_id then
    perform meta.raise_error('LCR08', format(
      'attempt=%s exchange_order_id=%s order_attempt=%s', p_attempt.attempt_id,
      n.exchange_order_id, v_order.attempt_id));
  end if;
  perform lifecycle.apply_order(
    p_attempt.user_id, v_order.order_id, p_order, p_trades, p_read_started_at);
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
caller holds the capital row. Returns the order. Errors, in order: LCR07, LCR09 the exchange
gave no order id, LCR08 it names another client id, symbol, side or attempt.';
