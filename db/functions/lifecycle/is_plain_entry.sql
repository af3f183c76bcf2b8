-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_entry(
  p_capital ledger.capital, p_profile tenancy.profiles, p_account tenancy.exchange_accounts,
  p_market lifecycle.markets, p_side text, p_leverage numeric, p_today date
) returns boolean
language sql immutable security invoker parallel safe
return p_capital.trading_state = 'active' and p_capital.tenant_paused_at is null
  and p_account.state = 'active' and p_account.max_exposure is null and p_market.is_active
  and p_profile.quote_currency
        = case p_account.market_type when 'spot' then p_market.quote else p_market.settle end
  and p_leverage <= p_profile.max_leverage
  and (p_account.market_type = 'swap' or p_leverage = 1 and p_side = 'buy')
  and (p_profile.loss_cooldown_seconds = 0 or p_capital.last_loss_at is null)
  and (p_profile.max_daily_loss is null
       or -case p_capital.pnl_day when p_today then p_capital.pnl_of_day else 0 end
            < p_profile.max_daily_loss);
alter function lifecycle.is_plain_entry(
  ledger.capital, tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric,
  date
) owner to tradekeel_owner;
revoke all on function lifecycle.is_plain_entry(
  ledger.capital, tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric,
  date
) from public;
grant execute on function lifecycle.is_plain_entry(
  ledger.capital, tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric,
  date
) to tradekeel_engine;
comment on function lifecycle.is_plain_entry(
  ledger.capital, tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric,
  date
) is
'Whether an entry certainly passes what the rows of capital, profile, account and market say, its
cost apart. Where exposure is capped or a cooldown may run, it never does.';
