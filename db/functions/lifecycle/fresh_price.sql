create or replace function lifecycle.fresh_price(
  p_exchange text, p_market_type text, p_symbol text
) returns numeric
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select p.price
      from lifecycle.latest_prices as p
     where p.exchange = p_exchange and p.market_type = p_market_type and p.symbol = p_symbol
       and p.observed_at > clock_timestamp() - meta.setting_interval('price_max_age_ms')
  );
end;
$$;
alter function lifecycle.fresh_price(text, text, text) owner to tradekeel_owner;
revoke all on function lifecycle.fresh_price(text, text, text) from public;
grant execute on function lifecycle.fresh_price(text, text, text) to tradekeel_engine;
comment on function lifecycle.fresh_price(text, text, text) is
'The latest price of a symbol in quote currency, or null when it is older than price_max_age_ms.';
