create or replace function lifecycle.apply_order(
  p_user_id uuid, p_order_id uuid, p_reading jsonb, p_trades jsonb, p_read_started_at timestamptz
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_before lifecycle.orders;
  v_order lifecycle.orders;
  v_trade jsonb;
  v_is_booked boolean;
begin
  select o.* into strict v_before
    from lifecycle.orders as o
   where o.user_id = p_user_id and o.order_id = p_order_id;
  v_order := v_before;
  if p_reading is not null and jsonb_typeof(p_reading) <> 'null' then
    v_order := lifecycle.take_reading(v_order, p_reading, p_read_started_at);
    perform lifecycle.follow_amendment(v_before, v_order);
  end if;
  for v_trade in
    select t.value from jsonb_array_elements(p_trades) as t
    union all
    select t.value from jsonb_array_elements(meta.read_array(p_reading, 'trades')) as t
  loop
    perform lifecycle.record_fill(v_order, v_trade);
  end loop;
  v_is_booked := lifecycle.book_order(v_order);
  if not (v_before.is_stated_fee_priced and v_order.is_stated_fee_priced) then
    perform lifecycle.note_stated_fees(p_user_id, p_order_id);
  end if;
  if v_before.inferred_quantity > 0 then
    perform lifecycle.heal_explained(p_user_id, p_order_id);
  end if;
  if v_before.settled_at is not null then
    if v_is_booked then
      perform lifecycle.note_late_news(v_before);
    end if;
  elsif v_order.terminal_at is not null and v_order.stable_readings >= 2 then
    perform lifecycle.settle_order(p_user_id, p_order_id);
  end if;
  if v_is_booked or v_order.status <> v_before.status or v_before.last_reading_at is null then
    perform lifecycle.broadcast_order(p_user_id, p_order_id);
  end if;
  return v_is_booked or v_order.status <> v_before.status;
end;
$$;
alter function lifecycle.apply_order(
  uuid, uuid, jsonb, jsonb, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.apply_order(uuid, uuid, jsonb, jsonb, timestamptz) from public;
grant execute on function lifecycle.apply_order(
  uuid, uuid, jsonb, jsonb, timestamptz
) to tradekeel_engine;
comment on function lifecycle.apply_order(uuid, uuid, jsonb, jsonb, timestamptz) is
'Bring one reading (or null) and any trades of one order into the database: row, fills, ledger,
position, settlement, broadcast. The one path for replies, polls, streams, look-ups and
reconciliation. The caller holds the capital row. Returns whether money or status moved. Errors,
in order: LCR07, LCR08.';
