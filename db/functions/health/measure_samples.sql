create or replace function health.measure_samples() returns table (
  series text, label text, value numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  with sums as (
    select p.quote_currency as currency, sum(c.allocated + c.realized_pnl) as equity,
           sum(c.available) as available, count(*) as profiles
      from ledger.capital as c
      join tenancy.profiles as p on p.user_id = c.user_id and p.profile_id = c.profile_id
     where c.trading_state <> 'closed'
     group by p.quote_currency
     order by profiles desc, p.quote_currency
     limit 10
  )
  select x.series, left(s.currency, 60), x.value
    from sums as s,
         lateral (values ('equity', s.equity), ('available', s.available)) as x (series, value)
  union all
  select 'mismatches_open', '', count(*)::numeric
    from reconciliation.mismatches as m where m.state = 'open'
  union all
  select 'attempts_unresolved', '', count(*)::numeric
    from lifecycle.attempts as a where a.state in ('submitting', 'unknown')
  union all
  select 'positions_open', '', count(*)::numeric
    from lifecycle.positions as o where o.state <> 'closed';
end;
$$;
alter function health.measure_samples() owner to tradekeel_owner;
revoke all on function health.measure_samples() from public;
grant execute on function health.measure_samples() to tradekeel_engine;
comment on function health.measure_samples() is
'Measure what is sampled: equity at cost (allocated + realized_pnl) and available capital by quote
currency over all profiles that are not closed (the ten currencies with the most profiles), open
mismatches, attempts whose outcome is not known, open positions. No count over history.';
