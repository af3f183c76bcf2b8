-- What ccxt would hand to the bridge, rendered in the statement: pgbench cannot. The planner puts each
-- in the place of its call, so that what is measured is little more than reading the text as JSON.
create function bench.now_ms() returns bigint
language sql volatile
return floor(extract(epoch from clock_timestamp()) * 1000)::bigint;

create function bench.order_json(
  p_prefix text, p_side text, p_price text, p_cost text, p_n integer, p_per_account integer,
  p_client text, p_ms bigint
) returns jsonb
language sql stable
return format(
  '{"id": "%s-%s", "clientOrderId": "%s", "symbol": "B%s/USDT", "side": "%s", "type": "limit",'
  ' "price": "%s", "amount": "0.1", "filled": "0.1", "remaining": "0", "cost": "%s",'
  ' "average": "%s", "status": "closed", "timestamp": %s}',
  p_prefix, p_n, p_client, p_n % p_per_account, p_side, p_price, p_cost, p_price, p_ms)::jsonb;

create function bench.trade_json(
  p_prefix text, p_side text, p_price text, p_cost text, p_fee text, p_n integer,
  p_per_account integer, p_ms bigint
) returns jsonb
language sql stable
return format(
  '[{"id": "t%s-%s", "order": "%s-%s", "symbol": "B%s/USDT", "side": "%s", "price": "%s",'
  ' "amount": "0.1", "cost": "%s", "timestamp": %s, "fee": {"cost": "%s", "currency": "USDT"}}]',
  p_prefix, p_n, p_prefix, p_n, p_n % p_per_account, p_side, p_price, p_cost, p_ms, p_fee)::jsonb;
