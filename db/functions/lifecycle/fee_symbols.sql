create or replace function lifecycle.fee_symbols(
  p_account tenancy.exchange_accounts
) returns setof text
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select distinct m.symbol
    from (
      select p.currency, p.profile_id
        from (
          select x.currency, x.profile_id from lifecycle.fee_prices as x
           where x.user_id = p_account.user_id order by x.recorded_at desc limit 50
        ) as p
      union all
      select coalesce(e.value ->> 'currency', x.detail -> 'income' ->> 'currency'), x.profile_id
        from reconciliation.mismatches as x
        left join lateral jsonb_array_elements(
          coalesce(x.detail -> 'fees', '[]')) as e on true
       where x.user_id = p_account.user_id and x.account_id = p_account.account_id
         and x.kind = 'unpriced_fee' and x.state = 'open'
    ) as c
    join tenancy.profiles as f
      on f.user_id = p_account.user_id and f.account_id = p_account.account_id
         and (f.profile_id = c.profile_id or c.profile_id is null)
    join lifecycle.markets as m
      on m.exchange = p_account.exchange and m.market_type = p_account.market_type
         and m.base = c.currency
         and (case p_account.market_type when 'spot' then m.quote else m.settle end)
               = f.quote_currency
   where m.is_active;
end;
$$;
alter function lifecycle.fee_symbols(tenancy.exchange_accounts) owner to tradekeel_owner;
revoke all on function lifecycle.fee_symbols(tenancy.exchange_accounts) from public;
grant execute on function lifecycle.fee_symbols(tenancy.exchange_accounts) to tradekeel_engine;
comment on function lifecycle.fee_symbols(tenancy.exchange_accounts) is
'Symbols whose prices fees and incomes of an account need: of currencies that wait for a price, and
of those in which the last fees were paid.';
