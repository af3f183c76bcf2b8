create or replace function lifecycle.is_of_another_attempt(
  p_order lifecycle.orders, p_client_order_text text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return p_client_order_text <> p_order.client_order_text and exists (
    select from lifecycle.attempts as a
     where a.user_id = p_order.user_id and a.account_id = p_order.account_id
       and a.client_order_text = p_client_order_text and a.attempt_id <> p_order.attempt_id
  );
end;
$$;
alter function lifecycle.is_of_another_attempt(
  lifecycle.orders, text
) owner to tradekeel_owner;
revoke all on function lifecycle.is_of_another_attempt(lifecycle.orders, text) from public;
grant execute on function lifecycle.is_of_another_attempt(
  lifecycle.orders, text
) to tradekeel_engine;
comment on function lifecycle.is_of_another_attempt(lifecycle.orders, text) is
'Whether a client order id that is told of an order is that of another attempt of its account. Any
other one than its own says nothing: exchanges answer a cancel under an id of its own.';
