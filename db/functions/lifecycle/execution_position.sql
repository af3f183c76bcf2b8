create or replace function lifecycle.execution_position(
  p_order lifecycle.orders, p_intent lifecycle.intents, p_quantity_delta numeric
) returns lifecycle.positions
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_position lifecycle.positions;
begin
  if p_quantity_delta = 0 then
    select p.* into v_position
      from lifecycle.executions as e
      join lifecycle.positions as p
        on p.user_id = e.user_id and p.position_id = e.position_id
     where e.user_id = p_order.user_id and e.order_id = p_order.order_id
     order by e.revision desc limit 1;
    if found then
      return v_position;
    end if;
  end if;
  return lifecycle.open_position(p_intent);
end;
$$;
alter function lifecycle.execution_position(
  lifecycle.orders, lifecycle.intents, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.execution_position(
  lifecycle.orders, lifecycle.intents, numeric
) from public;
grant execute on function lifecycle.execution_position(
  lifecycle.orders, lifecycle.intents, numeric
) to tradekeel_engine;
comment on function lifecycle.execution_position(lifecycle.orders, lifecycle.intents, numeric) is
'The position an execution belongs to: new quantity goes to the open one, a correction without
quantity to the position of the order''s last execution.';
