revoke all on table lifecycle.latest_prices from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.latest_prices to tradekeel_engine;
grant update (
  price, observed_at
) on table lifecycle.latest_prices to tradekeel_engine;
comment on table lifecycle.latest_prices is
'The latest price per symbol, in quote currency.';
