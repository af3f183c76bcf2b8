-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_for_market(
  p_exchange meta.exchanges, p_market lifecycle.markets, p_terms lifecycle.order_terms,
  p_quantity numeric, p_latest_price numeric
) returns boolean
language sql immutable security invoker parallel safe
return p_terms.order_type = any (p_exchange.order_types)
  and coalesce(p_terms.time_in_force, 'GTC') = any (p_exchange.times_in_force)
  and (not p_terms.is_post_only or p_exchange.is_post_only_known)
  and p_quantity % p_market.quantity_step = 0
  and coalesce(p_terms.limit_price % p_market.price_tick, 0) = 0
  and p_quantity between p_market.min_quantity and p_market.max_quantity
  and p_quantity * p_market.contract_size * coalesce(p_terms.limit_price, p_latest_price)
        >= p_market.min_cost;
alter function lifecycle.is_plain_for_market(
  meta.exchanges, lifecycle.markets, lifecycle.order_terms, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.is_plain_for_market(
  meta.exchanges, lifecycle.markets, lifecycle.order_terms, numeric, numeric
) from public;
grant execute on function lifecycle.is_plain_for_market(
  meta.exchanges, lifecycle.markets, lifecycle.order_terms, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.is_plain_for_market(
  meta.exchanges, lifecycle.markets, lifecycle.order_terms, numeric, numeric
) is
'Whether lifecycle.check_market_terms and lifecycle.check_steps certainly take a plain request
(lifecycle.is_plain_request). Never so without a price.';
