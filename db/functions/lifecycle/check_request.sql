create or replace function lifecycle.check_request(
  p_request_id text, p_symbol text, p_side text, p_order_type text, p_quantity numeric,
  p_limit_price numeric, p_leverage numeric
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_request_id is null or length(p_request_id) not between 1 and 200 then
    perform meta.raise_error('LCR01', 'request_id wanted=1 to 200 characters');
  elsif p_symbol is null or length(p_symbol) not between 1 and 100 then
    perform meta.raise_error('LCR01', 'symbol wanted=1 to 100 characters');
  elsif p_side is null or p_side not in ('buy', 'sell') then
    perform meta.raise_error('LCR01', format('side=%s wanted=buy or sell', p_side));
  elsif p_order_type is null or p_order_type not in ('market', 'limit') then
    perform meta.raise_error('LCR01', format('order_type=%s wanted=market or limit', p_order_type));
  elsif p_order_type = 'limit' and p_limit_price is null then
    perform meta.raise_error('LCR01', 'limit_price wanted=a price for a limit order');
  elsif p_leverage is null or not (p_leverage between 1 and 200) then
    perform meta.raise_error('LCR01', format('leverage=%s wanted=1 to 200', p_leverage));
  end if;
  if p_quantity is not null then
    perform ledger.require_amount(p_quantity, 'quantity');
  end if;
  if p_limit_price is not null then
    perform ledger.require_amount(p_limit_price, 'limit_price');
  end if;
end;
$$;
alter function lifecycle.check_request(
  text, text, text, text, numeric, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.check_request(
  text, text, text, text, numeric, numeric, numeric
) from public;
grant execute on function lifecycle.check_request(
  text, text, text, text, numeric, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.check_request(text, text, text, text, numeric, numeric, numeric) is
'Refuse a request that is unusable whatever the state. Errors, in order: LCR01 naming the
argument, LGR03 naming the amount.';
