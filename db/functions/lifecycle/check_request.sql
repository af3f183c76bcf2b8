create or replace function lifecycle.check_request(
  p_request_id text, p_symbol text, p_side text, p_terms lifecycle.order_terms, p_leverage numeric
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_request_id is null or length(p_request_id) not between 1 and 200 then
    perform meta.raise_error('LCR01', 'p_request_id wanted=1 to 200 characters');
  elsif p_symbol is null or length(p_symbol) not between 1 and 100 then
    perform meta.raise_error('LCR01', 'p_symbol wanted=1 to 100 characters');
  elsif p_side is null or p_side not in ('buy', 'sell') then
    perform meta.raise_error('LCR01', format('p_side=%s wanted=buy or sell', p_side));
  end if;
  perform lifecycle.check_terms(p_terms);
  if p_leverage is null or not (p_leverage between 1 and 200) then
    perform meta.raise_error('LCR01', format('p_leverage=%s wanted=1 to 200', p_leverage));
  end if;
  if p_terms.quantity is not null then
    perform ledger.require_amount(p_terms.quantity, 'p_quantity');
  end if;
  if p_terms.limit_price is not null then
    perform ledger.require_amount(p_terms.limit_price, 'p_limit_price');
  end if;
  if p_terms.trigger_price is not null then
    perform ledger.require_amount(p_terms.trigger_price, 'p_trigger_price');
  end if;
end;
$$;
alter function lifecycle.check_request(
  text, text, text, lifecycle.order_terms, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.check_request(
  text, text, text, lifecycle.order_terms, numeric
) from public;
grant execute on function lifecycle.check_request(
  text, text, text, lifecycle.order_terms, numeric
) to tradekeel_engine;
comment on function lifecycle.check_request(text, text, text, lifecycle.order_terms, numeric) is
'Refuse a request that is unusable whatever the state. Errors, in order: LCR01 naming the
argument, LGR03 naming the amount.';
