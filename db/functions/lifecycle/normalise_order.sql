create or replace function lifecycle.normalise_order(
  p_order jsonb
) returns table (
  exchange_order_id text, child_order_id text, client_order_text text, symbol text, side text,
  order_type text, time_in_force text, is_post_only boolean, is_reduce_only boolean,
  is_conditional boolean, price numeric, trigger_price numeric, stop_loss_price numeric,
  take_profit_price numeric, quantity numeric, filled numeric, remaining numeric, cost numeric,
  average numeric, status text, raw_status text, exchange_at timestamptz, changed_at timestamptz,
  fees jsonb, trades jsonb
)
language plpgsql stable security invoker rows 1
set search_path = ''
as $$
begin
  if jsonb_typeof(p_order) is distinct from 'object' then
    perform meta.raise_error('LCR07', format(
      'field=order wanted=object got=%s', coalesce(jsonb_typeof(p_order), 'null')));
  end if;
  exchange_order_id := meta.read_text(p_order, 'id', 200);
  child_order_id := meta.read_text(p_order, 'childOrderId', 200);
  client_order_text := meta.read_text(p_order, 'clientOrderId', 200);
  symbol := meta.read_text(p_order, 'symbol', 100);
  side := lifecycle.normalise_side(p_order);
  order_type := lower(meta.read_text(p_order, 'type', 50));
  time_in_force := upper(meta.read_text(p_order, 'timeInForce', 30));
  is_post_only := false;
  is_reduce_only := false;
  -- Looking whether a rare field is there costs a twentieth of reading it.
  if p_order ->> 'postOnly' is not null then
    is_post_only := coalesce(meta.read_boolean(p_order, 'postOnly'), false);
  end if;
  if p_order ->> 'reduceOnly' is not null then
    is_reduce_only := coalesce(meta.read_boolean(p_order, 'reduceOnly'), false);
  end if;
  price := nullif(meta.read_amount(p_order, 'price', 0), 0);
  if coalesce(p_order ->> 'stopPrice', p_order ->> 'triggerPrice', p_order ->> 'stopLossPrice',
      p_order ->> 'takeProfitPrice') is not null then
    trigger_price := nullif(meta.read_amount(p_order, 'stopPrice', 0), 0);
    trigger_price := coalesce(
      nullif(meta.read_amount(p_order, 'triggerPrice', 0), 0), trigger_price);
    stop_loss_price := nullif(meta.read_amount(p_order, 'stopLossPrice', 0), 0);
    take_profit_price := nullif(meta.read_amount(p_order, 'takeProfitPrice', 0), 0);
  end if;
  is_conditional := trigger_price is not null;
  if p_order ->> 'isConditional' is not null then
    is_conditional := coalesce(
      meta.read_boolean(p_order, 'isConditional'), trigger_price is not null);
  end if;
  quantity := meta.read_amount(p_order, 'amount', 0);
  remaining := meta.read_amount(p_order, 'remaining', -1e20);
  filled := meta.read_amount(p_order, 'filled', 0);
  if filled is null and quantity is not null and remaining is not null then
    filled := greatest(0, quantity - remaining);
  end if;
  cost := meta.read_amount(p_order, 'cost', 0);
  average := nullif(meta.read_amount(p_order, 'average', 0), 0);
  if p_order ->> 'rawStatus' is not null then
    raw_status := meta.read_text(p_order, 'rawStatus', 100);
  end if;
  status := meta.read_text(p_order, 'status', 100);
  raw_status := coalesce(raw_status, status);
  status := lifecycle.normalise_status(status);
  exchange_at := meta.read_moment(p_order, 'timestamp');
  changed_at := exchange_at;
  if coalesce(p_order ->> 'lastUpdateTimestamp', p_order ->> 'lastTradeTimestamp') is not null then
    changed_at := coalesce(
      meta.read_moment(p_order, 'lastUpdateTimestamp'),
      meta.read_moment(p_order, 'lastTradeTimestamp'), exchange_at);
  end if;
  fees := lifecycle.normalise_fees(p_order);
  trades := meta.read_array(p_order, 'trades');
  return next;
end;
$$;
alter function lifecycle.normalise_order(jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.normalise_order(jsonb) from public;
grant execute on function lifecycle.normalise_order(jsonb) to tradekeel_engine;
comment on function lifecycle.normalise_order(jsonb) is
'Read one unified order as ccxt gives it with number=str: one row, null where the exchange says
nothing. Amounts are decimal text, moments whole milliseconds; a price of 0 is none. Filled is
amount less remaining when the exchange does not give it. Conditional is an order that
the bridge found among conditional orders (isConditional), and where it does not say one with a
trigger price; the child is the order that a triggered one became (childOrderId). Errors, in order:
LCR07 naming the field.';
