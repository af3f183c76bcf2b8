create or replace function lifecycle.read_plain_fills(
  p_order lifecycle.plain_order, p_trades jsonb, p_latest_ms text
) returns lifecycle.plain_fill
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_fill lifecycle.plain_fill;
begin
  select p_order.id, p_order."clientOrderId", min(t.symbol), min(t.side),
         nullif(p_order.price, 0), p_order.filled, coalesce(round(p_order.cost, 12), 0),
         nullif(p_order.average, 0), coalesce(p_order."rawStatus", p_order.status),
         to_timestamp(p_order.timestamp::double precision / 1000), sum(round(t.cost, 12)),
         min(f.fee ->> 'currency'), coalesce(sum((f.fee ->> 'cost')::numeric), 0),
         null, null::numeric, null::timestamptz
    into v_fill
    from jsonb_populate_recordset(null::lifecycle.plain_trade, p_trades) as t,
         lateral (select coalesce(t.fees -> 0, t.fee) as fee) as f
  having bool_and(lifecycle.is_plain_trade_of(t, p_order, p_latest_ms)
           and (f.fee ->> 'cost' is null or length(f.fee ->> 'currency') between 1 and 50))
     and count(distinct t.id) = count(*) and sum(t.amount) = p_order.filled
     and greatest(sum(t.cost), sum((f.fee ->> 'cost')::numeric)) <= 1e18
     and coalesce(max(scale((f.fee ->> 'cost')::numeric)), 0) <= 18
     and min(t.symbol) = max(t.symbol) and min(t.side) = max(t.side)
     and coalesce(min(f.fee ->> 'currency') = max(f.fee ->> 'currency'), true);
  return v_fill;
end;
$$;
alter function lifecycle.read_plain_fills(
  lifecycle.plain_order, jsonb, text
) owner to tradekeel_owner;
revoke all on function lifecycle.read_plain_fills(lifecycle.plain_order, jsonb, text) from public;
grant execute on function lifecycle.read_plain_fills(
  lifecycle.plain_order, jsonb, text
) to tradekeel_engine;
comment on function lifecycle.read_plain_fills(lifecycle.plain_order, jsonb, text) is
'Read the trades of an order that ended by more than one: the same as lifecycle.read_plain_fill.';
