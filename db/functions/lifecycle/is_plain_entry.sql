-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_entry(
  p_profile tenancy.profiles, p_account tenancy.exchange_accounts, p_market lifecycle.markets,
  p_side text, p_leverage numeric
) returns boolean
language sql immutable security invoker parallel safe
return p_account.state = 'active' and p_account.max_exposure is null and p_market.is_active
  and p_profile.quote_currency
        = case p_account.market_type when 'spot' then p_market.quote else p_market.settle end
  and p_leverage <= p_profile.max_leverage
  and (p_account.market_type = 'swap' or p_leverage = 1 and p_side = 'buy');
alter function lifecycle.is_plain_entry(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.is_plain_entry(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric
) from public;
grant execute on function lifecycle.is_plain_entry(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric
) to tradekeel_engine;
comment on function lifecycle.is_plain_entry(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric
) is
'Whether an entry certainly passes what the rows of profile, account and market say, its cost
apart. Where exposure is capped it never does.';
