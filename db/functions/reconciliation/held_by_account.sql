create or replace function reconciliation.held_by_account(
  p_run reconciliation.runs
) returns table (
  currency text, quantity numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select h.currency, sum(h.quantity)
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
alter function reconciliation.held_by_account(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.held_by_account(reconciliation.runs) from public;
grant execute on function reconciliation.held_by_account(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.held_by_account(reconciliation.runs) is
'What the profiles of a spot account hold together, by currency.';
