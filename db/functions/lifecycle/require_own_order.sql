create or replace function lifecycle.require_own_order(
  p_attempt lifecycle.attempts, p_book text, p_exchange_order_id text
) returns lifecycle.orders
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_order lifecycle.orders;
begin
  select o.* into strict v_order
    from lifecycle.orders as o
   where o.user_id = p_attempt.user_id and o.account_id = p_attempt.account_id
     and o.symbol = p_attempt.symbol and o.exchange_order_id = p_exchange_order_id
     and o.book = p_book;
  if v_order.attempt_id <> p_attempt.attempt_id then
    perform meta.raise_error('LCR08', format(
      'attempt=%s exchange_order_id=%s order_attempt=%s', p_attempt.attempt_id,
      p_exchange_order_id, v_order.attempt_id));
  end if;
  return v_order;
end;
$$;
alter function lifecycle.require_own_order(
  lifecycle.attempts, text, text
) owner to tradekeel_owner;
revoke all on function lifecycle.require_own_order(lifecycle.attempts, text, text) from public;
grant execute on function lifecycle.require_own_order(
  lifecycle.attempts, text, text
) to tradekeel_engine;
comment on function lifecycle.require_own_order(lifecycle.attempts, text, text) is
'Read the order on record under an exchange''s id; it is of this attempt. Errors, in order: LCR08
it is of another one.';
