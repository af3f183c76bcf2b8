create or replace function lifecycle.book_reading(
  p_before lifecycle.orders, p_order lifecycle.orders, p_trades jsonb
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_is_booked boolean;
begin
  perform lifecycle.record_fills(p_order, p_trades);
  v_is_booked := lifecycle.book_order(p_order);
  if not (p_before.is_stated_fee_priced and p_order.is_stated_fee_priced) then
    perform lifecycle.note_stated_fees(p_order.user_id, p_order.order_id);
  end if;
  if p_before.inferred_quantity > 0 then
    perform lifecycle.heal_explained(p_order.user_id, p_order.order_id);
  end if;
  if p_before.settled_at is not null then
    if v_is_booked then
      perform lifecycle.note_late_news(p_before);
    end if;
  elsif p_order.terminal_at is not null and p_order.stable_readings >= 2 then
    perform lifecycle.settle_order(p_order.user_id, p_order.order_id);
  end if;
  if v_is_booked or p_order.status <> p_before.status or p_before.last_reading_at is null then
    perform lifecycle.broadcast_order(p_order.user_id, p_order.order_id);
  end if;
  return v_is_booked or p_order.status <> p_before.status;
end;
$$;
alter function lifecycle.book_reading(
  lifecycle.orders, lifecycle.orders, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.book_reading(
  lifecycle.orders, lifecycle.orders, jsonb
) from public;
grant execute on function lifecycle.book_reading(
  lifecycle.orders, lifecycle.orders, jsonb
) to tradekeel_engine;
comment on function lifecycle.book_reading(lifecycle.orders, lifecycle.orders, jsonb) is
'What follows once a reading is in an order''s row: its trades, ledger, position, settlement and
broadcast. p_before is the row before the reading (of a new order: itself, without
last_reading_at). The caller holds the capital row. Returns whether money or status moved. Errors,
in order: LCR08, LCR07.';
