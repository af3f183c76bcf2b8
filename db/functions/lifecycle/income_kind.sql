create or replace function lifecycle.income_kind(
  p_type text
) returns text
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
begin
  return case upper(p_type)
    when 'FUNDING_FEE' then 'funding'
    when 'FUNDING' then 'funding'
    when 'INTEREST' then 'interest'
    when 'AUTO_EXCHANGE' then 'interest'
    when 'INSURANCE_CLEAR' then 'liquidation'
    when 'LIQUIDATION' then 'liquidation'
    when 'COMMISSION_REBATE' then 'rebate'
    when 'API_REBATE' then 'rebate'
    when 'REFERRAL_KICKBACK' then 'rebate'
    when 'CONTEST_REWARD' then 'rebate'
    when 'REBATE' then 'rebate'
    when 'FEE' then 'fee'
    when 'COMMISSION' then 'none'
    when 'REALIZED_PNL' then 'none'
    when 'TRANSFER' then 'none'
    when 'INTERNAL_TRANSFER' then 'none'
    when 'CROSS_COLLATERAL_TRANSFER' then 'none'
    when 'STRATEGY_UMFUTURES_TRANSFER' then 'none'
    when 'COIN_SWAP_DEPOSIT' then 'none'
    when 'COIN_SWAP_WITHDRAW' then 'none'
    when 'WELCOME_BONUS' then 'none'
  end;
end;
$$;
alter function lifecycle.income_kind(text) owner to tradekeel_owner;
revoke all on function lifecycle.income_kind(text) from public;
grant execute on function lifecycle.income_kind(text) to tradekeel_engine;
comment on function lifecycle.income_kind(text) is
'What a line of an exchange''s statement means for a profile, by the exchange''s own word for it:
a kind of income; none when orders and trades bring it in, or when it is a transfer of the
account; null when the word is not known, so that a person looks.';
