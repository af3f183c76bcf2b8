create or replace function lifecycle.find_contradictions(
  p_fill lifecycle.fills, p_trade jsonb
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  n record;
  v_differs jsonb;
  v_fees constant jsonb := coalesce((
    select l.fees from lifecycle.late_fees as l
     where l.user_id = p_fill.user_id and l.order_id = p_fill.order_id
       and l.trade_id = p_fill.trade_id
  ), p_fill.fees);
begin
  select t.* into n from lifecycle.normalise_trade(p_trade) as t;
  select jsonb_agg(d.field) into v_differs
    from (values
      ('price', n.price <> p_fill.price),
      ('quantity', n.quantity <> p_fill.quantity),
      ('cost', not lifecycle.is_same_amount(p_fill.cost, n.cost)),
      ('fees', not lifecycle.is_same_fees(v_fees, n.fees)),
      ('executed_at', date_trunc('milliseconds', p_fill.executed_at) = p_fill.executed_at
        and abs(extract(epoch from n.executed_at - p_fill.executed_at)) >= 1)
    ) as d (field, is_other)
   where d.is_other;
  if v_differs is null then
    return null;
  end if;
  return jsonb_build_object(
    'order_id', p_fill.order_id, 'symbol', p_fill.symbol,
    'exchange_order_id', p_fill.exchange_order_id, 'trade_id', p_fill.trade_id,
    'differs', v_differs,
    'booked', jsonb_build_object(
      'price', trim_scale(p_fill.price)::text, 'quantity', trim_scale(p_fill.quantity)::text,
      'cost', trim_scale(p_fill.cost)::text, 'fees', v_fees,
      'executed_at', p_fill.executed_at),
    'told', jsonb_build_object(
      'price', trim_scale(n.price)::text, 'quantity', trim_scale(n.quantity)::text,
      'cost', trim_scale(n.cost)::text, 'fees', n.fees, 'executed_at', n.executed_at));
end;
$$;
alter function lifecycle.find_contradictions(lifecycle.fills, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.find_contradictions(lifecycle.fills, jsonb) from public;
grant execute on function lifecycle.find_contradictions(lifecycle.fills, jsonb) to tradekeel_engine;
comment on function lifecycle.find_contradictions(lifecycle.fills, jsonb) is
'Where a trade that is told again contradicts what was booked of it, both contents; null when it
does not. No contradiction are: other notation or rounding of cost and fee, what one of the two
leaves out (cost, fees, moment), a fee whose currency is told later, less than a second. Errors,
in order: LCR07 naming the field.';
