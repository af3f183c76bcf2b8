create or replace function lifecycle.execution_position(
  p_order lifecycle.orders, p_intent lifecycle.intents, p_quantity_delta numeric,
  p_fee_base_delta numeric
) returns lifecycle.positions
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_named uuid;
  v_position lifecycle.positions;
begin
  if p_quantity_delta = 0 then
    select e.position_id into v_named
      from lifecycle.executions as e
     where e.user_id = p_order.user_id and e.order_id = p_order.order_id
     order by e.revision desc limit 1;
  end if;
  if v_named is null and p_intent.kind = 'exit' then
    v_named := p_intent.position_id;
  end if;
  if v_named is null then
    return lifecycle.open_position(p_intent);
  end if;
  select p.* into strict v_position
    from lifecycle.positions as p
   where p.user_id = p_order.user_id and p.profile_id = p_order.profile_id
     and p.symbol = p_order.symbol and p.side = p_intent.position_side
     and (p.position_id = v_named
          or p.state <> 'closed' and (p_quantity_delta <> 0 or p_fee_base_delta <> 0))
   order by p.state = 'closed' limit 1;
  return v_position;
end;
$$;
alter function lifecycle.execution_position(
  lifecycle.orders, lifecycle.intents, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.execution_position(
  lifecycle.orders, lifecycle.intents, numeric, numeric
) from public;
grant execute on function lifecycle.execution_position(
  lifecycle.orders, lifecycle.intents, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.execution_position(
  lifecycle.orders, lifecycle.intents, numeric, numeric
) is
'The position an execution belongs to. Quantity goes to the open one of that profile, symbol and
side: late fills of an exit whose position is closed take from what is held now. An exit without
an open one keeps the position it names. A correction of money alone stays with the position of
the order''s last execution.';
