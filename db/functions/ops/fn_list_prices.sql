create or replace function ops.fn_list_prices(
  p_limit integer
) returns table (
  exchange text, market_type text, symbol text, position_count bigint, price numeric, observed_at
  timestamptz, age_seconds numeric
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  perform meta.require_limit(p_limit);
  return query
  select x.exchange, x.market_type, x.symbol, x.position_count, l.price, l.observed_at,
         round(extract(epoch from v_now - l.observed_at), 1)
    from (
      select a.exchange, a.market_type, p.symbol, count(*) as position_count
        from lifecycle.positions as p
        join tenancy.exchange_accounts as a on a.user_id = p.user_id and a.account_id = p.account_id
       where p.state <> 'closed'
       group by a.exchange, a.market_type, p.symbol
    ) as x
    left join lifecycle.latest_prices as l
      on l.exchange = x.exchange and l.market_type = x.market_type and l.symbol = x.symbol
   order by l.observed_at nulls first, x.exchange, x.market_type, x.symbol
   limit p_limit;
end;
$$;
alter function ops.fn_list_prices(integer) owner to tradekeel_engine;
revoke all on function ops.fn_list_prices(integer) from public;
grant execute on function ops.fn_list_prices(integer) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_prices(integer) is
'List the prices that stops of open positions wait for, the oldest first; null where none was ever
brought in. Stops fire on fresh prices only, see setting price_max_age_ms. Names users; not
recorded. Errors, in order: LCR01.';
