create or replace function lifecycle.require_known_market(
  p_account tenancy.exchange_accounts, p_symbol text
) returns lifecycle.markets
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_market lifecycle.markets;
begin
  select m.* into v_market
    from lifecycle.markets as m
   where m.exchange = p_account.exchange and m.market_type = p_account.market_type
     and m.symbol = p_symbol;
  if not found then
    perform meta.raise_error('LCR02', format(
      'exchange=%s market_type=%s symbol=%s',
      p_account.exchange, p_account.market_type, p_symbol));
  end if;
  return v_market;
end;
$$;
alter function lifecycle.require_known_market(
  tenancy.exchange_accounts, text
) owner to tradekeel_owner;
revoke all on function lifecycle.require_known_market(tenancy.exchange_accounts, text) from public;
grant execute on function lifecycle.require_known_market(
  tenancy.exchange_accounts, text
) to tradekeel_engine;
comment on function lifecycle.require_known_market(tenancy.exchange_accounts, text) is
'The market of a symbol, also of one that is inactive: what is held can always be sold; whether the
exchange takes the order is for the exchange to say. Errors, in order: LCR02 unknown symbol.';
