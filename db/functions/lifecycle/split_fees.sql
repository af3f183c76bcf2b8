create or replace function lifecycle.split_fees(
  p_account tenancy.exchange_accounts, p_market lifecycle.markets, p_quote_currency text, p_fees
  jsonb
) returns table (
  fee_quote numeric, fee_base numeric, other_fees jsonb
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  f record;
  v_kind text;
begin
  fee_quote := 0;
  fee_base := 0;
  other_fees := '[]'::jsonb;
  for f in
    select coalesce(x.value ->> 'currency', 'unknown') as currency,
           sum((x.value ->> 'cost')::numeric) as cost
      from jsonb_array_elements(p_fees) as x
     group by 1
     order by 1
  loop
    if abs(f.cost) > 1e18 then
      perform meta.raise_error('LCR07', format(
        'field=fee wanted=fees up to 1e18 together currency=%s', f.currency));
    end if;
    v_kind := lifecycle.fee_kind(
      f.currency, p_quote_currency, p_market.base, p_account.market_type);
    if v_kind = 'quote' then
      fee_quote := f.cost;
    elsif v_kind = 'base' then
      fee_base := f.cost;
    elsif f.cost <> 0 then
      other_fees := other_fees || jsonb_build_object(
        'currency', f.currency, 'cost', trim_scale(f.cost)::text);
    end if;
  end loop;
  return next;
end;
$$;
alter function lifecycle.split_fees(
  tenancy.exchange_accounts, lifecycle.markets, text, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.split_fees(
  tenancy.exchange_accounts, lifecycle.markets, text, jsonb
) from public;
grant execute on function lifecycle.split_fees(
  tenancy.exchange_accounts, lifecycle.markets, text, jsonb
) to tradekeel_engine;
comment on function lifecycle.split_fees(
  tenancy.exchange_accounts, lifecycle.markets, text, jsonb
) is
'Split an array of {currency, cost} into a fee in the profile''s currency, a fee in base asset
(spot only) and the others as an array of {currency, cost}, one a currency, in their own
currency. One of an unknown currency is called unknown. Errors, in order: LCR07 beyond 1e18.';
