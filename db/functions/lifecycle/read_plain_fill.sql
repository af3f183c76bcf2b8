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
begin
  if not lifecycle.is_plain_fill(p_order, p_trades) then
    return null;
  end if;
  o := jsonb_populate_record(null::lifecycle.plain_order, p_order);
  if not lifecycle.is_plain_reading(o, v_latest) then
    return null;
  elsif jsonb_array_length(p_trades) > 1 then
    return lifecycle.read_plain_fills(o, p_trades, v_latest);
  end if;
  t := jsonb_populate_record(null::lifecycle.plain_trade, p_trades -> 0);
  v_fee := coalesce(t.fees -> 0, t.fee);
  if not lifecycle.is_plain_trade_of(t, o, v_latest) or t.amount <> o.filled
     or (v_fee ->> 'cost')::numeric > 1e18 or scale((v_fee ->> 'cost')::numeric) > 18
     or v_fee ->> 'cost' is not null and length(v_fee ->> 'currency') not between 1 and 50 then
    return null;
  end if;
  return (
    o.id, o."clientOrderId", t.symbol, t.side, nullif(o.price, 0), o.filled,
    coalesce(round(o.cost, 12), 0), nullif(o.average, 0), coalesce(o."rawStatus", o.status),
    to_timestamp(o.timestamp::double precision / 1000), round(t.cost, 12), v_fee ->> 'currency',
    coalesce((v_fee ->> 'cost')::numeric, 0))::lifecycle.plain_fill;
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
