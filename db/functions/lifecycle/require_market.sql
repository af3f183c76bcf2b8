create or replace function lifecycle.require_market(
  p_account tenancy.exchange_accounts, p_symbol text
) returns lifecycle.markets
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_market constant lifecycle.markets := lifecycle.require_known_market(p_account, p_symbol);
begin
  if not v_market.is_active then
    perform meta.raise_error('LCR02', format(
      'exchange=%s market_type=%s symbol=%s',
      p_account.exchange, p_account.market_type, p_symbol));
  end if;
  return v_market;
end;
$$;
alter function lifecycle.require_market(tenancy.exchange_accounts, text) owner to tradekeel_owner;
revoke all on function lifecycle.require_market(tenancy.exchange_accounts, text) from public;
grant execute on function lifecycle.require_market(
  tenancy.exchange_accounts, text
) to tradekeel_engine;
comment on function lifecycle.require_market(tenancy.exchange_accounts, text) is
'The market of a symbol that the account can trade now. Errors, in order: LCR02 unknown or
inactive symbol.';
