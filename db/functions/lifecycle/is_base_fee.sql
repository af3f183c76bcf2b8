create or replace function lifecycle.is_base_fee(
  p_user_id uuid, p_account_id uuid, p_symbol text, p_currency text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return exists (
    select from tenancy.exchange_accounts as c
      join lifecycle.markets as m
        on m.exchange = c.exchange and m.market_type = c.market_type and m.symbol = p_symbol
     where c.user_id = p_user_id and c.account_id = p_account_id
       and lifecycle.fee_kind(p_currency, null, m.base, c.market_type) = 'base');
end;
$$;
alter function lifecycle.is_base_fee(uuid, uuid, text, text) owner to tradekeel_owner;
revoke all on function lifecycle.is_base_fee(uuid, uuid, text, text) from public;
grant execute on function lifecycle.is_base_fee(uuid, uuid, text, text) to tradekeel_engine;
comment on function lifecycle.is_base_fee(uuid, uuid, text, text) is
'Whether a fee that is not in the profile''s own currency is one in base (lifecycle.fee_kind): the
asset that an account trades under a symbol on spot.';
