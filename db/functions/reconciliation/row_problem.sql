create or replace function reconciliation.row_problem(
  p_part text, p_rows jsonb
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_detail text;
begin
  case p_part
    when 'open_orders', 'history' then
      perform meta.raise_error('LCR07', 'field=id wanted=an id and a symbol')
         from jsonb_array_elements(p_rows) as e (value),
              lateral lifecycle.normalise_order(e.value) as n
        where n.exchange_order_id is null or n.symbol is null;
    when 'trades' then
      perform meta.raise_error('LCR07', 'field=amount wanted=a symbol, a price and an amount')
         from jsonb_array_elements(p_rows) as e (value),
              lateral lifecycle.normalise_trade(e.value) as n
        where n.symbol is null or coalesce(n.price, 0) = 0 or coalesce(n.quantity, 0) = 0;
    when 'positions' then
      perform meta.raise_error('RCR02', 'field=symbol wanted=text got=null')
         from jsonb_array_elements(p_rows) as e (value),
              lateral reconciliation.normalise_position(e.value) as n
        where n.symbol is null and n.quantity > 0;
    when 'balances' then
      perform from reconciliation.normalise_balances(p_rows);
  end case;
  return null;
exception
  when sqlstate 'LCR07' or sqlstate 'RCR02' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail;
end;
$$;
alter function reconciliation.row_problem(text, jsonb) owner to tradekeel_owner;
revoke all on function reconciliation.row_problem(text, jsonb) from public;
grant execute on function reconciliation.row_problem(text, jsonb) to tradekeel_engine;
comment on function reconciliation.row_problem(text, jsonb) is
'What is wrong with the first row of one part of a reading that cannot be read, naming the field,
or null when all of them can. Orders need id and symbol, trades symbol, price and amount, open
positions a symbol.';
