create or replace function lifecycle.require_order(
  p_user_id uuid, p_order_id uuid
) returns lifecycle.orders
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_order lifecycle.orders;
begin
  select o.* into v_order
    from lifecycle.orders as o
   where o.user_id = p_user_id and o.order_id = p_order_id;
  if not found then
    perform meta.raise_error('TNR01', format('order=%s', p_order_id));
  end if;
  perform ledger.lock_capital(p_user_id, v_order.profile_id);
  select o.* into strict v_order
    from lifecycle.orders as o
   where o.user_id = p_user_id and o.order_id = p_order_id;
  return v_order;
end;
$$;
alter function lifecycle.require_order(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.require_order(uuid, uuid) from public;
grant execute on function lifecycle.require_order(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.require_order(uuid, uuid) is
'Find an order of this user, lock its profile''s capital row, and read it again under the lock.
Errors, in order: TNR01.';
