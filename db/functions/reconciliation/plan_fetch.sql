create or replace function reconciliation.plan_fetch(
  p_account tenancy.exchange_accounts
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'open_orders', true,
    'positions', p_account.market_type = 'swap',
    'balances', true,
    'history', reconciliation.plan_history(p_account),
    'trades', (
      select coalesce(jsonb_agg(jsonb_build_object(
               'symbol', s.symbol,
               'since_ms', floor(extract(epoch from s.since) * 1000)::bigint - 60000)
               order by s.symbol), '[]')
        from (
          select t.symbol, min(t.since) as since
            from (
              select o.symbol, coalesce(o.exchange_at, o.first_seen_at) as since
                from lifecycle.orders as o
               where o.user_id = p_account.user_id and o.account_id = p_account.account_id
                 and o.settled_at is null
              union all
              select a.symbol, a.created_at
                from lifecycle.attempts as a
               where a.user_id = p_account.user_id and a.account_id = p_account.account_id
                 and a.state in ('submitting', 'unknown')
            ) as t
           group by t.symbol
        ) as s
    )
  );
end;
$$;
alter function reconciliation.plan_fetch(tenancy.exchange_accounts) owner to tradekeel_owner;
revoke all on function reconciliation.plan_fetch(tenancy.exchange_accounts) from public;
grant execute on function reconciliation.plan_fetch(tenancy.exchange_accounts) to tradekeel_engine;
comment on function reconciliation.plan_fetch(tenancy.exchange_accounts) is
'What a reconciliation has to read from the exchange: all open orders, positions on swaps,
balances, where needed every order by symbol (plan_history), and trades by symbol since the oldest
moment that can still matter, in ms.';
