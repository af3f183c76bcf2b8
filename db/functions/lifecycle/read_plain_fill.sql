create or replace function lifecycle.read_plain_fill(
  p_order jsonb, p_trades jsonb
) returns lifecycle.plain_fill
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_latest constant text :=
    floor((extract(epoch from clock_timestamp()) + 86400) * 1000)::bigint::text;
  o lifecycle.plain_order;
  t lifecycle.plain_trade;
  v_fee jsonb;
  v_fee_cost numeric;
begin
  if not lifecycle.is_plain_fill(p_order, p_trades) then
    return null;
  end if;
  o := jsonb_populate_record(null::lifecycle.plain_order, p_order);
  if jsonb_array_length(p_trades) > 1 then
    return case when lifecycle.is_plain_reading(o, v_latest)
      then lifecycle.read_plain_fills(o, p_trades, v_latest) end;
  end if;
  t := jsonb_populate_record(null::lifecycle.plain_trade, p_trades -> 0);
  v_fee := coalesce(t.fees -> 0, t.fee);
  v_fee_cost := (v_fee ->> 'cost')::numeric;
  if t."order" = o.id and o.status = 'closed' and t.amount = o.filled and t.amount > 0
     and t.symbol = coalesce(o.symbol, t.symbol) and t.side = coalesce(o.side, t.side)
     and t.price > 0 and t.cost is not null and t.timestamp is not null
     and greatest(o.price, o.amount, o.remaining, o.cost, o.average, t.price, t.amount, t.cost,
       v_fee_cost) <= 1e18
     and greatest(scale(o.price), scale(o.amount), scale(o.remaining), scale(o.filled),
       scale(o.cost), scale(o.average), scale(t.price), scale(t.amount), scale(t.cost),
       scale(v_fee_cost)) <= 18
     and o.id <> '' and t.id <> '' and coalesce(o."clientOrderId", o.id) <> ''
     and coalesce(o."rawStatus", o.id) <> ''
     and (v_fee_cost is null or octet_length(v_fee ->> 'currency') between 1 and 50)
     and octet_length(concat(o.id, o."clientOrderId", t.id)) <= 200
     and octet_length(concat(o.type, o."timeInForce", o."rawStatus")) <= 30
     and coalesce(t."takerOrMaker", 'taker') in ('taker', 'maker')
     and concat_ws(' ', '', o.timestamp, o."lastUpdateTimestamp", o."lastTradeTimestamp",
       t.timestamp) ~ '^( [0-9]{13})*$'
     and least(o.timestamp, o."lastUpdateTimestamp", o."lastTradeTimestamp", t.timestamp)
       collate "C" >= '1300000000000'
     and greatest(o.timestamp, o."lastUpdateTimestamp", o."lastTradeTimestamp", t.timestamp)
       collate "C" <= v_latest then
    return (
      o.id, o."clientOrderId", t.symbol, t.side, nullif(o.price, 0), o.filled,
      coalesce(round(o.cost, 12), 0), nullif(o.average, 0), coalesce(o."rawStatus", o.status),
      to_timestamp(o.timestamp::double precision / 1000), round(t.cost, 12), v_fee ->> 'currency',
      coalesce(v_fee_cost, 0), t.id, t.price,
      to_timestamp(t.timestamp::double precision / 1000))::lifecycle.plain_fill;
  end if;
  return null;
end;
$$;
alter function lifecycle.read_plain_fill(jsonb, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.read_plain_fill(jsonb, jsonb) from public;
grant execute on function lifecycle.read_plain_fill(jsonb, jsonb) to tradekeel_engine;
comment on function lifecycle.read_plain_fill(jsonb, jsonb) is
'Read an order that ended by its trades, and the trades. Null unless both are of plain shape
(lifecycle.is_plain_fill), every length and moment is such that lifecycle.normalise_order and
lifecycle.record_fill take it, the trades are of that order, each told once, and sum to what it
says is filled, and all fees are of one currency.';
