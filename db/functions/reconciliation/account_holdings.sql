create or replace function reconciliation.account_holdings(
  p_user_id uuid, p_account_id uuid
) returns table (
  currency text, quantity numeric, is_moving boolean
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select h.currency, sum(h.quantity), bool_or(exists (
           select from lifecycle.intents as i
             join tenancy.exchange_accounts as a
               on a.user_id = i.user_id and a.account_id = i.account_id
             join lifecycle.markets as m
               on m.exchange = a.exchange and m.market_type = a.market_type
                  and m.symbol = i.symbol
            where i.user_id = p_user_id and i.account_id = p_account_id
              and i.settled_at is null and h.currency in (m.base, m.quote)
         ))
    from (
      select m.base as currency, p.quantity
        from lifecycle.positions as p
        join tenancy.exchange_accounts as a
          on a.user_id = p.user_id and a.account_id = p.account_id
        join lifecycle.markets as m
          on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p.symbol
       where p.user_id = p_user_id and p.account_id = p_account_id and p.state <> 'closed'
      union all
      select f.quote_currency, c.allocated + c.realized_pnl - c.reserved_for_positions
        from ledger.capital as c
        join tenancy.profiles as f on f.user_id = c.user_id and f.profile_id = c.profile_id
       where c.user_id = p_user_id and c.account_id = p_account_id
    ) as h
   group by h.currency;
end;
$$;
alter function reconciliation.account_holdings(uuid, uuid) owner to tradekeel_owner;
revoke all on function reconciliation.account_holdings(uuid, uuid) from public;
grant execute on function reconciliation.account_holdings(uuid, uuid) to tradekeel_engine;
comment on function reconciliation.account_holdings(uuid, uuid) is
'What the profiles of a spot account hold together, by currency, and whether an unsettled order
or unresolved attempt could be moving it right now.';
