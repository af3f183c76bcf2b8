create or replace function reconciliation.plan_history(
  p_account tenancy.exchange_accounts
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_week constant timestamptz := clock_timestamp() - interval '7 days';
  v_since constant timestamptz := reconciliation.lost_since(p_account);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
             'symbol', h.symbol,
             'since_ms', floor(extract(epoch from h.since) * 1000)::bigint - 60000)
             order by h.symbol), '[]')
      from (
        select t.symbol, min(t.since) as since
          from (
            select a.symbol, a.created_at as since
              from lifecycle.attempts as a
             where a.user_id = p_account.user_id and a.account_id = p_account.account_id
               and a.state in ('submitting', 'unknown') and a.horizon_at < clock_timestamp()
            union all
            select s.symbol, v_since
              from lifecycle.signals as s
              join tenancy.profiles as f
                on f.user_id = s.user_id and f.profile_id = s.profile_id
             where f.user_id = p_account.user_id and f.account_id = p_account.account_id
               and v_since is not null and (s.state <> 'closed' or s.created_at > v_week)
            union all
            select i.symbol, v_since
              from lifecycle.intents as i
             where i.user_id = p_account.user_id and i.account_id = p_account.account_id
               and v_since is not null and (i.settled_at is null or i.created_at > v_week)
            union all
            select h.symbol, v_since
              from reconciliation.symbols_held(p_account) as h (symbol)
             where v_since is not null
          ) as t
         group by t.symbol
      ) as h
  );
end;
$$;
alter function reconciliation.plan_history(tenancy.exchange_accounts) owner to tradekeel_owner;
revoke all on function reconciliation.plan_history(tenancy.exchange_accounts) from public;
grant execute on function reconciliation.plan_history(
  tenancy.exchange_accounts
) to tradekeel_engine;
comment on function reconciliation.plan_history(tenancy.exchange_accounts) is
'Of which symbols a reconciliation has to list every order, ended ones too, since when in ms. In a
new life of the database, until its first finished run: every symbol that was traded or asked for
within a week, or that the reading before shows something of (symbols_held), since the last run
that this database remembers, because what it lost may have ended. And wherever an attempt is
unresolved after its horizon: trades name no client id, their orders do.';
