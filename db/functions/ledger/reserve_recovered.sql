create or replace function ledger.reserve_recovered(
  p_account tenancy.exchange_accounts, p_profile tenancy.profiles, p_attempt lifecycle.attempts
) returns numeric
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_amount numeric;
begin
  select lifecycle.entry_margin(lifecycle.entry_notional(
           p_profile, m, i.side, i.quantity, i.limit_price, i.trigger_price, l.price),
           i.leverage, p_profile.fee_buffer_rate) into v_amount
    from lifecycle.intents as i
    join lifecycle.markets as m
      on m.exchange = p_account.exchange and m.market_type = p_account.market_type
         and m.symbol = i.symbol
    left join lifecycle.latest_prices as l
      on l.exchange = m.exchange and l.market_type = m.market_type and l.symbol = m.symbol
   where i.user_id = p_attempt.user_id and i.intent_id = p_attempt.intent_id;
  if v_amount is null then
    perform meta.raise_error('LCT01', format('symbol=%s', p_attempt.symbol));
  end if;
  perform ledger.reserve(p_attempt.user_id, p_attempt.profile_id, p_attempt.attempt_id, v_amount);
  return v_amount;
end;
$$;
alter function ledger.reserve_recovered(
  tenancy.exchange_accounts, tenancy.profiles, lifecycle.attempts
) owner to tradekeel_owner;
revoke all on function ledger.reserve_recovered(
  tenancy.exchange_accounts, tenancy.profiles, lifecycle.attempts
) from public;
grant execute on function ledger.reserve_recovered(
  tenancy.exchange_accounts, tenancy.profiles, lifecycle.attempts
) to tradekeel_engine;
comment on function ledger.reserve_recovered(
  tenancy.exchange_accounts, tenancy.profiles, lifecycle.attempts
) is
'Reserve for an entry that was recovered what its order can cost at most (lifecycle.entry_notional,
by the latest price however old). Returns the amount. Errors, in order:
LCT01 no price is known, LGR01 the profile has not enough for it: allocate first.';
