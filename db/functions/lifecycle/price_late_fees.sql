create or replace function lifecycle.price_late_fees(
  p_mismatch reconciliation.mismatches
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_trade_id constant text := p_mismatch.detail ->> 'trade_id';
  v_order lifecycle.orders;
  v_priced record;
begin
  perform ledger.lock_capital(p_mismatch.user_id, p_mismatch.profile_id);
  select o.* into strict v_order
    from lifecycle.orders as o
   where o.user_id = p_mismatch.user_id
     and o.order_id = (p_mismatch.detail ->> 'order_id')::uuid;
  if v_trade_id is not null then
    perform lifecycle.price_trade_fees(v_order, v_trade_id, lifecycle.third_fees(
      v_order.user_id, v_order.order_id, v_trade_id));
  else
    select f.* into v_priced
      from lifecycle.price_order_fees(v_order, v_order.stated_other_fees) as f;
    update lifecycle.orders as o
       set stated_fee_other = coalesce(v_priced.fee_other, 0),
           is_stated_fee_priced = coalesce(v_priced.is_priced, true)
     where o.user_id = v_order.user_id and o.order_id = v_order.order_id;
    perform lifecycle.note_stated_fees(v_order.user_id, v_order.order_id);
  end if;
  perform lifecycle.apply_order(v_order.user_id, v_order.order_id, null, '[]', null);
  return not exists (
    select from reconciliation.mismatches as m
     where m.user_id = p_mismatch.user_id and m.mismatch_id = p_mismatch.mismatch_id
       and m.state = 'open'
  );
end;
$$;
alter function lifecycle.price_late_fees(reconciliation.mismatches) owner to tradekeel_owner;
revoke all on function lifecycle.price_late_fees(reconciliation.mismatches) from public;
grant execute on function lifecycle.price_late_fees(
  reconciliation.mismatches
) to tradekeel_engine;
comment on function lifecycle.price_late_fees(reconciliation.mismatches) is
'Try again to price the fees that an unpriced_fee mismatch is about, and book what has a price by
now. Locks the profile. Returns whether the mismatch is closed.';
