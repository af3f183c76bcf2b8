create or replace function reconciliation.symbols_held(
  p_account tenancy.exchange_accounts
) returns setof text
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  with reading as (
    select s.part, s.document
      from reconciliation.latest_snapshots as s
      join reconciliation.runs as r on r.user_id = s.user_id and r.run_id = s.run_id
     where s.user_id = p_account.user_id and s.account_id = p_account.account_id
       and r.epoch = meta.current_epoch()
  )
  select d.line ->> 'symbol'
    from reading as s, lateral jsonb_array_elements(s.document) as d (line)
   where s.part = 'positions'
  union
  select m.symbol
    from reading as s
    cross join lateral reconciliation.normalise_balances(s.document) as b
    join lifecycle.markets as m
      on m.exchange = p_account.exchange and m.market_type = p_account.market_type
         and m.base = b.currency
   where s.part = 'balances' and p_account.market_type = 'spot'
     and m.quote in (
       select f.quote_currency from tenancy.profiles as f
        where f.user_id = p_account.user_id and f.account_id = p_account.account_id
     )
     and b.total > (
       select coalesce(sum(p.quantity), 0)
         from lifecycle.positions as p
         join lifecycle.markets as h
           on h.exchange = p_account.exchange and h.market_type = p_account.market_type
              and h.symbol = p.symbol
        where p.user_id = p_account.user_id and p.account_id = p_account.account_id
          and p.state <> 'closed' and h.base = m.base
     );
end;
$$;
alter function reconciliation.symbols_held(
  tenancy.exchange_accounts
) owner to tradekeel_owner;
revoke all on function reconciliation.symbols_held(
  tenancy.exchange_accounts
) from public;
grant execute on function reconciliation.symbols_held(
  tenancy.exchange_accounts
) to tradekeel_engine;
comment on function reconciliation.symbols_held(tenancy.exchange_accounts) is
'Symbols that the newest reading of this life shows something of: positions, and on spot the
markets of every asset of which there is more than our positions explain.';
