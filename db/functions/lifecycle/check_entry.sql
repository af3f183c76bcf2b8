create or replace function lifecycle.check_entry(
  p_profile tenancy.profiles, p_account tenancy.exchange_accounts, p_market lifecycle.markets,
  p_side text, p_leverage numeric
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if (case p_account.market_type when 'spot' then p_market.quote else p_market.settle end)
     <> p_profile.quote_currency then
    perform meta.raise_error('TNR06', format(
      'profile=%s currency=%s symbol=%s', p_profile.profile_id, p_profile.quote_currency,
      p_market.symbol));
  elsif p_leverage > p_profile.max_leverage
        or (p_account.market_type = 'spot' and p_leverage <> 1) then
    perform meta.raise_error('LCR12', format(
      'leverage=%s maximum=%s', p_leverage,
      case p_account.market_type when 'spot' then 1 else p_profile.max_leverage end));
  elsif p_account.market_type = 'spot' and p_side = 'sell' then
    perform meta.raise_error('LCR13', format('symbol=%s side=sell', p_market.symbol));
  elsif p_account.position_mode = 'one_way' and exists (
    select from lifecycle.positions as p
     where p.user_id = p_profile.user_id and p.profile_id = p_profile.profile_id
       and p.symbol = p_market.symbol and p.state <> 'closed'
       and (p.side = 'long') <> (p_side = 'buy')
  ) then
    perform meta.raise_error('LCR14', format('symbol=%s side=%s', p_market.symbol, p_side));
  end if;
end;
$$;
alter function lifecycle.check_entry(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.check_entry(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric
) from public;
grant execute on function lifecycle.check_entry(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric
) to tradekeel_engine;
comment on function lifecycle.check_entry(
  tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric
) is
'Hold an entry against what the profile and its account may do. Errors, in order: TNR06 the
market settles in another currency than the profile''s, LCR12 leverage above the profile''s or
on spot, LCR13 selling to open on spot, LCR14 a one-way account holds the other side: the
exchange would net them.';
