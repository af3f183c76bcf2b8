-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function tenancy.exclusivity_key(
  p_account tenancy.exchange_accounts, p_market lifecycle.markets, p_position_side text
) returns text
language sql immutable security invoker parallel safe
return case
  when p_account.market_type = 'spot' then p_market.base
  when p_account.position_mode = 'hedge' then p_market.symbol || ':' || p_position_side
  else p_market.symbol
end;
alter function tenancy.exclusivity_key(
  tenancy.exchange_accounts, lifecycle.markets, text
) owner to tradekeel_owner;
revoke all on function tenancy.exclusivity_key(
  tenancy.exchange_accounts, lifecycle.markets, text
) from public;
grant execute on function tenancy.exclusivity_key(
  tenancy.exchange_accounts, lifecycle.markets, text
) to tradekeel_engine;
comment on function tenancy.exclusivity_key(tenancy.exchange_accounts, lifecycle.markets, text) is
'What one profile owns alone on an account: the base asset on spot, the symbol on swaps, the
symbol and side in hedge mode.';
