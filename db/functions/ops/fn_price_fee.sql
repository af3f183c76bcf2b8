create or replace function ops.fn_price_fee(
  p_user_id uuid, p_order_id uuid, p_trade_id text, p_currency text, p_price numeric, p_reason text
) returns numeric
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_order lifecycle.orders;
  v_fee record;
  v_known lifecycle.fee_prices;
begin
  perform ledger.require_amount(p_price, 'price');
  perform meta.require_reason(p_reason);
  select o.* into v_order
    from lifecycle.orders as o where o.user_id = p_user_id and o.order_id = p_order_id;
  select f.other_fees, (e.value ->> 'cost')::numeric as cost into v_fee
    from lifecycle.third_fees(p_user_id, p_order_id, p_trade_id) as f (other_fees),
         jsonb_array_elements(f.other_fees) as e
   where e.value ->> 'currency' = p_currency;
  if not found then
    perform meta.raise_error('TNR01', format(
      'order=%s trade=%s fee=%s', p_order_id, p_trade_id, p_currency));
  end if;
  perform ledger.lock_capital(p_user_id, v_order.profile_id);
  select p.* into v_known
    from lifecycle.fee_prices as p
   where p.user_id = p_user_id and p.order_id = p_order_id and p.trade_id = p_trade_id
     and p.currency = p_currency;
  if found and v_known.price = p_price then
    return v_known.amount_quote;
  elsif found or abs(v_fee.cost * p_price) > 1e18 then
    perform meta.raise_error('OPC01', format(
      'order=%s trade=%s fee=%s price=%s', p_order_id, p_trade_id, p_currency, v_known.price));
  end if;
  insert into lifecycle.fee_prices (
    user_id, order_id, trade_id, currency, profile_id, cost, price, amount_quote, priced_by
  ) values (
    p_user_id, p_order_id, p_trade_id, p_currency, v_order.profile_id, v_fee.cost, p_price,
    ledger.round_amount(v_fee.cost * p_price), session_user
  );
  perform lifecycle.price_trade_fees(v_order, p_trade_id, v_fee.other_fees);
  perform lifecycle.apply_order(p_user_id, p_order_id, null, '[]', null);
  perform meta.record_audit(p_user_id, 'ops.fn_price_fee', jsonb_build_object(
    'order_id', p_order_id, 'trade_id', p_trade_id, 'currency', p_currency, 'price',
    p_price::text, 'reason', p_reason), jsonb_build_object(
    'amount_quote', ledger.round_amount(v_fee.cost * p_price)::text));
  return ledger.round_amount(v_fee.cost * p_price);
end;
$$;
alter function ops.fn_price_fee(
  uuid, uuid, text, text, numeric, text
) owner to tradekeel_engine;
revoke all on function ops.fn_price_fee(uuid, uuid, text, text, numeric, text) from public;
grant execute on function ops.fn_price_fee(
  uuid, uuid, text, text, numeric, text
) to tradekeel_operator;
comment on function ops.fn_price_fee(uuid, uuid, text, text, numeric, text) is
'Give a trade''s fee in a third currency the price, in the profile''s currency, that no market of
the exchange gives, and book it; audited. A replay changes nothing. Returns what the fee is
worth. Errors, in order: LGR03 the price, OPR01, TNR01 no such fee, OPC01 it has another price,
or is worth more than 1e18.';
