create or replace function lifecycle.currency_price(
  p_exchange text, p_currency text, p_quote_currency text
) returns numeric
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_since constant timestamptz :=
    clock_timestamp() - meta.setting_interval('fee_price_max_age_seconds');
begin
  if p_currency = p_quote_currency then
    return 1.0;
  end if;
  return (
    select l.price
      from lifecycle.latest_prices as l
     where l.exchange = p_exchange
       and l.symbol in (
         p_currency || '/' || p_quote_currency,
         format('%s/%s:%s', p_currency, p_quote_currency, p_quote_currency))
       and l.observed_at > v_since
     order by l.observed_at desc
     limit 1
  );
end;
$$;
alter function lifecycle.currency_price(text, text, text) owner to tradekeel_owner;
revoke all on function lifecycle.currency_price(text, text, text) from public;
grant execute on function lifecycle.currency_price(text, text, text) to tradekeel_engine;
comment on function lifecycle.currency_price(text, text, text) is
'The newest price of a currency in another, on that exchange, spot or linear swap: what prices fees
and incomes. Null when there is none younger than fee_price_max_age_seconds.';
