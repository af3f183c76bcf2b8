create or replace function lifecycle.record_fills(
  p_order lifecycle.orders, p_trades jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_trade jsonb;
begin
  if p_trades = '[]' or lifecycle.record_plain_fills(p_order, p_trades) then
    return;
  end if;
  for v_trade in select t.value from jsonb_array_elements(p_trades) as t
  loop
    perform lifecycle.record_fill(p_order, v_trade);
  end loop;
end;
$$;
alter function lifecycle.record_fills(lifecycle.orders, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.record_fills(lifecycle.orders, jsonb) from public;
grant execute on function lifecycle.record_fills(lifecycle.orders, jsonb) to tradekeel_engine;
comment on function lifecycle.record_fills(lifecycle.orders, jsonb) is
'Record trades of an order, each once: all with one statement when they are plain, else one by one.
Errors, in order: LCR08, LCR07 of the first that is wrong.';
