create or replace function lifecycle.note_stated_fees(
  p_user_id uuid, p_order_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_order lifecycle.orders;
  v_subject constant text := 'order:' || p_order_id;
begin
  select o.* into strict v_order
    from lifecycle.orders as o
   where o.user_id = p_user_id and o.order_id = p_order_id;
  if v_order.is_stated_fee_priced or v_order.inferred_quantity = 0 then
    perform reconciliation.heal_mismatch(
      p_user_id, v_order.account_id, 'unpriced_fee', v_subject);
  else
    perform reconciliation.note_mismatch(
      p_user_id, v_order.account_id, v_order.profile_id, null, 'unpriced_fee', v_subject,
      jsonb_build_object('order_id', p_order_id, 'fees', v_order.stated_other_fees));
  end if;
end;
$$;
alter function lifecycle.note_stated_fees(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.note_stated_fees(uuid, uuid) from public;
grant execute on function lifecycle.note_stated_fees(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.note_stated_fees(uuid, uuid) is
'An order that states a third-currency fee without a price, for trades that are missing, is an
unpriced_fee mismatch; it closes when the fee is priced or every trade is there, with its own.';
