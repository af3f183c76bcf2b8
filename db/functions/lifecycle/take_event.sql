create or replace function lifecycle.take_event(
  p_order lifecycle.orders, p_event jsonb
) returns lifecycle.orders
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  n record;
  v_status text;
  v_filled numeric;
  v_order lifecycle.orders;
begin
  select o.* into n from lifecycle.normalise_order(p_event) as o;
  if n.exchange_order_id is distinct from p_order.exchange_order_id
     or n.side is not null and n.side <> p_order.side
     or n.symbol is not null and n.symbol <> p_order.symbol
     or n.client_order_text <> p_order.client_order_text
        and lifecycle.is_of_another_attempt(p_order, n.client_order_text) then
    perform meta.raise_error('LCR08', format(
      'order=%s exchange_order_id=%s', p_order.order_id, n.exchange_order_id));
  end if;
  v_filled := greatest(p_order.filled, n.filled);
  v_status := case
    when p_order.status = 'open' and coalesce(n.filled >= p_order.filled, true)
      then coalesce(n.status, 'open')
    else p_order.status
  end;
  if v_status = p_order.status and v_filled = p_order.filled
     and coalesce(n.child_order_id = p_order.child_exchange_order_id, n.child_order_id is null)
  then
    return p_order;
  end if;
  update lifecycle.orders as o
     set child_exchange_order_id = coalesce(o.child_exchange_order_id, n.child_order_id),
         status = v_status,
         raw_status = case when v_status <> o.status then n.raw_status else o.raw_status end,
         filled = v_filled,
         cost = case when n.filled = v_filled then greatest(o.cost, round(n.cost, 12))
           else o.cost end,
         average = case when n.filled > o.filled then coalesce(n.average, o.average)
           else o.average end,
         terminal_at = case when v_status <> 'open' then coalesce(o.terminal_at, v_now) end,
         stable_readings = case
           when v_status <> o.status or v_filled <> o.filled then 0 else o.stable_readings end,
         absent_count = 0, absent_at = null, changed_at = v_now
   where o.user_id = p_order.user_id and o.order_id = p_order.order_id
  returning o.* into v_order;
  return v_order;
end;
$$;
alter function lifecycle.take_event(lifecycle.orders, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.take_event(lifecycle.orders, jsonb) from public;
grant execute on function lifecycle.take_event(lifecycle.orders, jsonb) to tradekeel_engine;
comment on function lifecycle.take_event(lifecycle.orders, jsonb) is
'Bring what the exchange told of an order by itself into its row and return the row. An event may be
old, so it only advances: more filled, open to ended, the child that a triggered one became. It is
no reading: it neither counts towards settlement nor says what is open, and quantity,
price and stated fees are left to readings. One that says nothing new changes nothing, least of
all what absences were counted. Errors, in order: LCR07, LCR08 the event is of another order or
names another attempt.';
