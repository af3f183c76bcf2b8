create or replace function reconciliation.account_holdings(
  p_run reconciliation.runs
) returns table (
  currency text, quantity numeric, is_moving boolean
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  with moving as (
    select m.base, m.quote
      from tenancy.exchange_accounts as a
      join lifecycle.markets as m
        on m.exchange = a.exchange and m.market_type = a.market_type
     where a.user_id = p_run.user_id and a.account_id = p_run.account_id
       and m.symbol in (
         select p.symbol from lifecycle.positions as p
          where p.user_id = p_run.user_id and p.account_id = p_run.account_id
            and p.state <> 'closed'
         union all
         select i.symbol from lifecycle.intents as i
          where i.user_id = p_run.user_id and i.account_id = p_run.account_id
            and i.settled_at is null
         union all
         select o.symbol from lifecycle.orders as o
          where o.user_id = p_run.user_id and o.account_id = p_run.account_id
            and o.settled_at >= p_run.started_at - meta.setting_interval('missing_grace_ms')
       )
       and m.symbol in (select s.symbol from reconciliation.moving_symbols(p_run) as s)
  )
  select h.currency, sum(h.quantity),
         h.currency in (select g.base from moving as g union all select g.quote from moving as g)
    from (
      select m.base as currency, p.quantity
        from lifecycle.positions as p
        join tenancy.exchange_accounts as a
          on a.user_id = p.user_id and a.account_id = p.account_id
        join lifecycle.markets as m
          on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p.symbol
       where p.user_id = p_run.user_id and p.account_id = p_run.account_id
         and p.state <> 'closed'
      union all
      select f.quote_currency, c.allocated + c.realized_pnl - c.reserved_for_positions
        from ledger.capital as c
        join tenancy.profiles as f on f.user_id = c.user_id and f.profile_id = c.profile_id
       where c.user_id = p_run.user_id and c.account_id = p_run.account_id
    ) as h
   group by h.currency;
end;
$$;
alter function reconciliation.account_holdings(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.account_holdings(reconciliation.runs) from public;
grant execute on function reconciliation.account_holdings(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.account_holdings(reconciliation.runs) is
'What the profiles of a spot account hold together, by currency, and whether a symbol of that
currency moves right now (moving_symbols).';
