create or replace function engine.fn_refresh_markets(
  p_user_id uuid, p_account_id uuid, p_markets jsonb
) returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_user_id, p_account_id);
  v_now constant timestamptz := clock_timestamp();
  v_count integer;
begin
  perform meta.require_rows(p_markets, 'markets', 10000);
  if jsonb_array_length(p_markets) = 0 then
    perform meta.raise_error('RCR01', 'markets wanted=array of at least one');
  end if;
  insert into lifecycle.markets as m (
    exchange, market_type, symbol, base, quote, settle, contract_size, price_tick,
    quantity_step, min_quantity, max_quantity, min_cost, is_active, refreshed_at
  )
  select distinct on (r.symbol)
         v_account.exchange, v_account.market_type, r.symbol, r.base, r.quote, r.settle,
         r.contract_size, r.price_tick, r.quantity_step, r.min_quantity, r.max_quantity,
         r.min_cost, r.is_active, v_now
    from jsonb_array_elements(p_markets) as x (v),
         lateral lifecycle.normalise_market(x.v, v_account.market_type) as r
   where r.is_usable
   order by r.symbol
  on conflict (exchange, market_type, symbol) do update
     set price_tick = excluded.price_tick, quantity_step = excluded.quantity_step,
         min_quantity = excluded.min_quantity, max_quantity = excluded.max_quantity,
         min_cost = excluded.min_cost, is_active = excluded.is_active,
         refreshed_at = excluded.refreshed_at
   where (m.base, m.quote, m.settle, m.contract_size)
         = (excluded.base, excluded.quote, excluded.settle, excluded.contract_size);
  perform health.open_incident(
    p_user_id, 'row_quarantined', 'warning', 'market:' || m.symbol, 'lifecycle-incident',
    jsonb_build_object('detail', 'base, quote, settle, contract size or a step has changed'))
     from lifecycle.markets as m
    where m.exchange = v_account.exchange and m.market_type = v_account.market_type
      and m.refreshed_at < v_now and m.is_active
      and p_markets @> jsonb_build_array(jsonb_build_object('symbol', m.symbol));
  update lifecycle.markets as m
     set is_active = false
   where m.exchange = v_account.exchange and m.market_type = v_account.market_type
     and m.refreshed_at < v_now and m.is_active;
  select count(*)::integer into v_count
    from lifecycle.markets as m
   where m.exchange = v_account.exchange and m.market_type = v_account.market_type
     and m.is_active;
  return v_count;
end;
$$;
alter function engine.fn_refresh_markets(uuid, uuid, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_refresh_markets(uuid, uuid, jsonb) from public;
grant execute on function engine.fn_refresh_markets(uuid, uuid, jsonb) to tradekeel_bridge;
comment on function engine.fn_refresh_markets(uuid, uuid, jsonb) is
'Record the markets of an account''s exchange: an array of {symbol, base, quote, settle,
contract_size, price_tick, quantity_step, min_quantity, max_quantity, min_cost, is_active,
is_linear}, amounts as text. What cannot be traded with (no step, no contract size, inverse) is
left out; symbols that are no longer named become inactive. What is held was priced with base,
quote, settle and contract size: a row in which one of these has changed is not taken, the market
becomes inactive, and an incident says so; exits go on as before. Returns how many are active.
Errors, in order: TNR01, RCR01, LCR07 naming the field.';
