create or replace function lifecycle.write_trades(
  p_user_id uuid, p_fill lifecycle.plain_fill, p_plan lifecycle.fill_plan, p_trades jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_count integer;
begin
  insert into lifecycle.fills (
    user_id, account_id, symbol, exchange_order_id, trade_id, side, order_id, profile_id,
    price, quantity, cost, fees, fee_quote, fee_base, executed_at
  )
  select p_user_id, p_plan.account_id, p_fill.symbol, p_fill.exchange_order_id, t.id,
         p_fill.side, p_plan.order_id, p_plan.profile_id, t.price, t.amount, round(t.cost, 12),
         case when f.cost is null then '[]' else jsonb_build_array(jsonb_build_object(
           'currency', p_fill.fee_currency, 'cost', f.cost::text)) end,
         case when p_plan.is_fee_quote then coalesce(f.cost, 0) else 0 end,
         case when p_plan.is_fee_quote then 0 else coalesce(f.cost, 0) end,
         to_timestamp(t.timestamp::double precision / 1000)
    from jsonb_populate_recordset(null::lifecycle.plain_trade, p_trades) as t,
         lateral (
           select nullif((coalesce(t.fees -> 0, t.fee) ->> 'cost')::numeric, 0) as cost
         ) as f
  on conflict (user_id, account_id, symbol, exchange_order_id, trade_id, side) do nothing;
  get diagnostics v_count = row_count;
  if v_count <> jsonb_array_length(p_trades) then
    perform meta.raise_error('LCR08', format(
      'order=%s exchange_order_id=%s wanted=trades of no other order', p_plan.order_id,
      p_fill.exchange_order_id));
  end if;
end;
$$;
alter function lifecycle.write_trades(
  uuid, lifecycle.plain_fill, lifecycle.fill_plan, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.write_trades(
  uuid, lifecycle.plain_fill, lifecycle.fill_plan, jsonb
) from public;
grant execute on function lifecycle.write_trades(
  uuid, lifecycle.plain_fill, lifecycle.fill_plan, jsonb
) to tradekeel_engine;
comment on function lifecycle.write_trades(
  uuid, lifecycle.plain_fill, lifecycle.fill_plan, jsonb
) is
'Write the fills of an order that filled by more than one trade (lifecycle.write_filled_order).
Errors, in order: LCR08 a trade is on record with another order.';
