create or replace function lifecycle.follow_amendment(
  p_before lifecycle.orders, p_order lifecycle.orders
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_intent lifecycle.intents;
  v_needed numeric;
begin
  if p_order.quantity <= p_before.quantity
     and coalesce(p_order.price <= p_before.price, true) or p_order.status <> 'open' then
    return;
  end if;
  select i.* into strict v_intent
    from lifecycle.intents as i
   where i.user_id = p_order.user_id and i.intent_id = p_order.intent_id;
  perform health.open_incident(
    p_order.user_id, 'order_amended', 'warning', p_order.order_id::text, 'lifecycle-incident',
    jsonb_build_object('symbol', p_order.symbol, 'quantity', p_order.quantity::text,
      'price', p_order.price::text, 'was_quantity', p_before.quantity::text,
      'was_price', p_before.price::text));
  if v_intent.kind = 'entry' then
    select lifecycle.entry_margin(lifecycle.entry_notional(
             f, m, p_order.side, p_order.quantity,
             case when v_intent.limit_price is not null then p_order.price end,
             v_intent.trigger_price, l.price), v_intent.leverage, f.fee_buffer_rate) into v_needed
      from tenancy.profiles as f
      join tenancy.exchange_accounts as a
        on a.user_id = f.user_id and a.account_id = f.account_id
      join lifecycle.markets as m
        on m.exchange = a.exchange and m.market_type = a.market_type
           and m.symbol = p_order.symbol
      left join lifecycle.latest_prices as l
        on l.exchange = m.exchange and l.market_type = m.market_type and l.symbol = m.symbol
     where f.user_id = p_order.user_id and f.profile_id = p_order.profile_id;
    if v_needed > 1e18 then
      perform meta.raise_error('LCR07', format(
        'field=amount and price of order %s wanted=up to 1e18 together', p_order.order_id));
    end if;
    perform ledger.raise_reservation(
      p_order.user_id, p_order.profile_id, p_order.attempt_id, coalesce(v_needed, 0));
  end if;
end;
$$;
alter function lifecycle.follow_amendment(
  lifecycle.orders, lifecycle.orders
) owner to tradekeel_owner;
revoke all on function lifecycle.follow_amendment(lifecycle.orders, lifecycle.orders) from public;
grant execute on function lifecycle.follow_amendment(
  lifecycle.orders, lifecycle.orders
) to tradekeel_engine;
comment on function lifecycle.follow_amendment(lifecycle.orders, lifecycle.orders) is
'What follows when an open order was amended at the exchange to more or to a higher price: an
incident, and an entry reserves what it can cost by now (entry_notional, by the latest price
however old), also when that breaches. One that was
amended to less frees the rest when it settles. Errors, in order: LCR07 when it amounts to more than
1e18, which no order can.';
