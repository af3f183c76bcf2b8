create or replace function engine.fn_begin_cancel(
  p_user_id uuid, p_order_id uuid, p_reason text, p_owner_token uuid, p_lease_term bigint
) returns table (
  cancel_id uuid, symbol text, exchange_order_id text, client_order_text text, is_conditional
  boolean, may_send boolean, send_remaining_ms integer, is_replay boolean
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_order lifecycle.orders;
  v_cancel lifecycle.cancels;
begin
  if p_reason is null or length(p_reason) not between 1 and 200 then
    perform meta.raise_error('LCR01', 'reason wanted=1 to 200 characters');
  end if;
  v_order := lifecycle.require_order(p_user_id, p_order_id);
  perform locks.prove_account_lease(
    p_user_id, v_order.account_id, p_owner_token, p_lease_term);
  update lifecycle.cancels as c
     set state = 'unknown', resolved_at = v_now
   where c.user_id = p_user_id and c.order_id = p_order_id and c.state = 'submitting'
     and c.send_deadline <= v_now;
  select c.* into v_cancel
    from lifecycle.cancels as c
   where c.user_id = p_user_id and c.order_id = p_order_id and c.state = 'submitting';
  is_replay := found;
  if is_replay and v_cancel.owner_token <> p_owner_token then
    perform meta.raise_error('LCC08', format('order=%s', p_order_id));
  elsif not is_replay and v_order.status = 'open' then
    insert into lifecycle.cancels
      (user_id, order_id, profile_id, account_id, owner_token, reason, send_deadline)
    values (p_user_id, p_order_id, v_order.profile_id, v_order.account_id, p_owner_token,
      p_reason, v_now + meta.setting_interval('send_window_ms'))
    returning * into v_cancel;
  end if;
  return query
  select v_cancel.cancel_id, v_order.symbol, v_order.exchange_order_id,
         v_order.client_order_text, v_order.book = 'conditional',
         v_cancel.cancel_id is not null and v_order.status = 'open',
         greatest(0, floor(extract(epoch from
           coalesce(v_cancel.send_deadline, v_now) - v_now) * 1000))::integer, is_replay;
end;
$$;
alter function engine.fn_begin_cancel(uuid, uuid, text, uuid, bigint) owner to tradekeel_engine;
revoke all on function engine.fn_begin_cancel(uuid, uuid, text, uuid, bigint) from public;
grant execute on function engine.fn_begin_cancel(
  uuid, uuid, text, uuid, bigint
) to tradekeel_bridge;
comment on function engine.fn_begin_cancel(uuid, uuid, text, uuid, bigint) is
'Write that an order is to be canceled, before it is sent; one live cancel an order. A repetition
by the same process returns the same one. may_send is false when the order has ended. Errors, in
order: LCR01, TNR01, LKC01, LCC08 another process is cancelling it.';
