create or replace function reconciliation.is_currency_moving(
  p_run reconciliation.runs, p_currency text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return exists (
    select from tenancy.exchange_accounts as a
      join lifecycle.markets as m
        on m.exchange = a.exchange and m.market_type = a.market_type
     where a.user_id = p_run.user_id and a.account_id = p_run.account_id
       and p_currency in (m.base, m.quote)
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
  );
end;
$$;
alter function reconciliation.is_currency_moving(
  reconciliation.runs, text
) owner to tradekeel_owner;
revoke all on function reconciliation.is_currency_moving(reconciliation.runs, text) from public;
grant execute on function reconciliation.is_currency_moving(
  reconciliation.runs, text
) to tradekeel_engine;
comment on function reconciliation.is_currency_moving(reconciliation.runs, text) is
'Whether the balance of a currency may differ from ours just because orders move (moving_symbols) of
a symbol that the account holds, trades or traded, and that is of this currency.';
