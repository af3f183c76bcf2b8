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
  v_fill lifecycle.plain_fill;
begin
  if not lifecycle.is_plain_fill(p_order, p_trades) then
    return null;
  end if;
  o := jsonb_populate_record(null::lifecycle.plain_order, p_order);
  select o.id, o."clientOrderId", min(t.symbol), min(t.side), nullif(o.price, 0), o.filled,
         coalesce(round(o.cost, 12), 0), nullif(o.average, 0), coalesce(o."rawStatus", o.status),
         to_timestamp(o.timestamp::double precision / 1000), sum(round(t.cost, 12)),
         min(f.fee ->> 'currency'), coalesce(sum((f.fee ->> 'cost')::numeric), 0)
    into v_fill
    from jsonb_populate_recordset(null::lifecycle.plain_trade, p_trades) as t,
         lateral (select coalesce(t.fees -> 0, t.fee) as fee) as f
  having sum(t.amount) = o.filled and o.status = 'closed'
     and greatest(sum(t.cost), sum((f.fee ->> 'cost')::numeric)) <= 1e18
     and bool_and(coalesce(
           t."order" = o.id and length(t.id) between 1 and 200 and t.amount > 0
           and t.price is not null and t.cost is not null
           and t.timestamp ~ '^[0-9]{13}$'
           and t.timestamp collate "C" between '1300000000000' and v_latest
           and coalesce(t."takerOrMaker" in ('taker', 'maker'), true)
           and (f.fee ->> 'cost' is null or length(f.fee ->> 'currency') between 1 and 50), false))
     and count(distinct t.id) = count(*)
     and min(t.symbol) = max(t.symbol) and min(t.side) = max(t.side)
     and coalesce(o.symbol = min(t.symbol), true) and coalesce(o.side = min(t.side), true)
     and coalesce(min(f.fee ->> 'currency') = max(f.fee ->> 'currency'), true)
     and length(o.id) between 1 and 200 and coalesce(length(o.type), 0) <= 50
     and coalesce(length(o."timeInForce"), 0) <= 30
     and coalesce(length(o."rawStatus") between 1 and 100, true)
     and concat_ws(' ', '', o.timestamp, o."lastUpdateTimestamp", o."lastTradeTimestamp")
           ~ '^( [0-9]{13})*$'
     and coalesce(least(o.timestamp, o."lastUpdateTimestamp", o."lastTradeTimestamp")
           collate "C" >= '1300000000000', true)
     and coalesce(greatest(o.timestamp, o."lastUpdateTimestamp", o."lastTradeTimestamp")
           collate "C" <= v_latest, true);
  return v_fill;
end;
$$;
alter function lifecycle.read_plain_fill(jsonb, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.read_plain_fill(jsonb, jsonb) from public;
grant execute on function lifecycle.read_plain_fill(jsonb, jsonb) to tradekeel_engine;
comment on function lifecycle.read_plain_fill(jsonb, jsonb) is
'Read an order that ended by its trades, and the trades, by one statement. Null unless both are of
plain shape (lifecycle.is_plain_fill), every length and moment is such that
lifecycle.normalise_order and lifecycle.record_fill take it, the trades are of that order, each
told once, and sum to what it says is filled, and all fees are of one currency.';
