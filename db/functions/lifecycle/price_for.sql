create or replace function lifecycle.price_for(
  p_user_id uuid, p_account_id uuid, p_symbol text
) returns numeric
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select lifecycle.fresh_price(a.exchange, a.market_type, p_symbol)
      from tenancy.exchange_accounts as a
     where a.user_id = p_user_id and a.account_id = p_account_id
  );
end;
$$;
alter function lifecycle.price_for(uuid, uuid, text) owner to tradekeel_owner;
revoke all on function lifecycle.price_for(uuid, uuid, text) from public;
grant execute on function lifecycle.price_for(uuid, uuid, text) to tradekeel_engine;
comment on function lifecycle.price_for(uuid, uuid, text) is
'The fresh price of a symbol where an account trades; null when there is none.';
