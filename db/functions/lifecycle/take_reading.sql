create or replace function lifecycle.take_reading(
  p_order lifecycle.orders, p_reading jsonb, p_read_started_at timestamptz
) returns lifecycle.orders
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  n record;
  v_status text;
  v_filled numeric;
  v_is_behind boolean;
  v_fee record;
  v_order lifecycle.orders;
begin
  if p_read_started_at is null then
    return lifecycle.take_event(p_order, p_reading);
  end if;
  select o.* into n from lifecycle.normalise_order(p_reading) as o;
  if n.exchange_order_id is distinct from p_order.exchange_order_id
     or n.side is not null and n.side <> p_order.side
     or n.symbol is not null and n.symbol <> p_order.symbol
     or n.client_order_text <> p_order.client_order_text
        and lifecycle.is_of_another_attempt(p_order, n.client_order_text) then
    perform meta.raise_error('LCR08', format(
      'order=%s exchange_order_id=%s', p_order.order_id, n.exchange_order_id));
  end if;
  v_status := case
    when p_order.status <> 'open' and coalesce(n.status, 'open') = 'open' then p_order.status
    else coalesce(n.status, p_order.status)
  end;
  v_filled := greatest(p_order.filled, n.filled);
  v_is_behind := coalesce(n.filled < p_order.filled, false);
  select f.* into v_fee from lifecycle.price_order_fees(p_order, n.fees) as f;
  update lifecycle.orders as o
     set child_exchange_order_id = coalesce(n.child_order_id, o.child_exchange_order_id),
         status = v_status, raw_status = coalesce(n.raw_status, o.raw_status),
         filled = v_filled, cost = greatest(o.cost, round(n.cost, 12)),
         average = case when v_is_behind then o.average else coalesce(n.average, o.average) end,
         price = coalesce(n.price, o.price),
         quantity = case
           when o.status = 'open' and v_status = 'open' and n.quantity >= v_filled
             then coalesce(nullif(n.quantity, 0), o.quantity)
           else o.quantity
         end,
         stated_fee_quote = case when v_is_behind then o.stated_fee_quote
           else coalesce(v_fee.fee_quote, o.stated_fee_quote) end,
         stated_fee_base = case when v_is_behind then o.stated_fee_base
           else coalesce(v_fee.fee_base, o.stated_fee_base) end,
         stated_fee_other = case when v_is_behind then o.stated_fee_other
           else coalesce(v_fee.fee_other, o.stated_fee_other) end,
         stated_other_fees = case when v_is_behind then o.stated_other_fees
           else coalesce(v_fee.other_fees, o.stated_other_fees) end,
         is_stated_fee_priced = case when v_is_behind then o.is_stated_fee_priced
           else coalesce(v_fee.is_priced, o.is_stated_fee_priced) end,
         exchange_at = coalesce(o.exchange_at, n.exchange_at),
         terminal_at = case when v_status <> 'open' then coalesce(o.terminal_at, v_now) end,
         stable_readings = case
           when o.terminal_at is null or v_status <> o.status or v_filled <> o.filled then 0
           when p_read_started_at > greatest(o.last_reading_at, o.terminal_at)
                and not v_is_behind and coalesce(n.status, v_status) <> 'open'
             then o.stable_readings + 1
           else o.stable_readings
         end,
         last_reading_at = greatest(o.last_reading_at, p_read_started_at),
         absent_count = 0, absent_at = null,
         changed_at = case
           when v_status <> o.status or v_filled <> o.filled then v_now else o.changed_at end
   where o.user_id = p_order.user_id and o.order_id = p_order.order_id
  returning o.* into v_order;
  return v_order;
end;
$$;
alter function lifecycle.take_reading(
  lifecycle.orders, jsonb, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.take_reading(lifecycle.orders, jsonb, timestamptz) from public;
grant execute on function lifecycle.take_reading(
  lifecycle.orders, jsonb, timestamptz
) to tradekeel_engine;
comment on function lifecycle.take_reading(lifecycle.orders, jsonb, timestamptz) is
'Bring one reading of an order into its row and return the row: filled only grows, a terminal status
never becomes open again, and a reading that finds a terminal order unchanged counts towards
settlement when it was begun after the last one and after the order was seen to end. One that says
less than is known, or still open, does not count, and its average and fees are old. An open order
may be amended to another quantity. Without a moment at which it was begun it is no reading but an
event (lifecycle.take_event). Errors, in order: LCR07, LCR08 the reading is of another
order, or names another attempt.';
