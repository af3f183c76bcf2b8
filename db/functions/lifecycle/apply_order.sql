create or replace function lifecycle.apply_order(
  p_user_id uuid, p_order_id uuid, p_reading jsonb, p_trades jsonb, p_read_started_at timestamptz
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_before lifecycle.orders;
  v_order lifecycle.orders;
begin
  select o.* into strict v_before
    from lifecycle.orders as o
   where o.user_id = p_user_id and o.order_id = p_order_id;
  v_order := v_before;
  if p_reading is not null and jsonb_typeof(p_reading) <> 'null' then
    v_order := lifecycle.take_reading(v_order, p_reading, p_read_started_at);
    perform lifecycle.follow_amendment(v_before, v_order);
  end if;
  return lifecycle.book_reading(
    v_before, v_order, p_trades || meta.read_array(p_reading, 'trades'));
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
reconciliation. Without p_read_started_at the reading is an event of a stream. The caller
holds the capital row. Returns whether money or status moved. Errors,
in order: LCR07, LCR08.';
