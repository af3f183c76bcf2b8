create or replace function lifecycle.normalise_trade(
  p_trade jsonb
) returns table (
  trade_id text, exchange_order_id text, symbol text, side text, price numeric, quantity numeric,
  cost numeric, liquidity text, executed_at timestamptz, fees jsonb
)
language plpgsql stable security invoker rows 1
set search_path = ''
as $$
begin
  if jsonb_typeof(p_trade) is distinct from 'object' then
    perform meta.raise_error('LCR07', format(
      'field=trade wanted=object got=%s', coalesce(jsonb_typeof(p_trade), 'null')));
  end if;
  exchange_order_id := meta.read_text(p_trade, 'order', 200);
  symbol := meta.read_text(p_trade, 'symbol', 100);
  side := lifecycle.normalise_side(p_trade);
  price := meta.read_amount(p_trade, 'price', 0);
  quantity := abs(meta.read_amount(p_trade, 'amount', -1e20));
  cost := abs(meta.read_amount(p_trade, 'cost', -1e20));
  liquidity := meta.read_text(p_trade, 'takerOrMaker', 20);
  executed_at := meta.read_moment(p_trade, 'timestamp');
  fees := lifecycle.normalise_fees(p_trade);
  trade_id := coalesce(
    meta.read_text(p_trade, 'id', 200),
    'h:' || encode(sha256(convert_to(concat_ws(
      '|', exchange_order_id, p_trade ->> 'timestamp', side, price, quantity), 'utf8')), 'hex'));
  return next;
end;
$$;
alter function lifecycle.normalise_trade(jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.normalise_trade(jsonb) from public;
grant execute on function lifecycle.normalise_trade(jsonb) to tradekeel_engine;
comment on function lifecycle.normalise_trade(jsonb) is
'Read one unified trade as ccxt gives it with number=str. A trade without an id gets one made of
its content (h: and a hash of order, moment, side, price, quantity), so that it is the same
every time it is seen. Cost is null when the exchange gives none: what a contract is worth is
the market''s to say. Where amounts are signed, the sign only repeats the side. Errors, in
order: LCR07 naming the field.';
