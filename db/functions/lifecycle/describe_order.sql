create or replace function lifecycle.describe_order(
  p_user_id uuid, p_order_id uuid, p_is_replay boolean
) returns table (
  order_id uuid, attempt_state text, order_status text, filled numeric, cost numeric, position_id
  uuid, is_settled boolean, is_replay boolean
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select o.order_id, a.state, o.status, o.posted_quantity, o.posted_cost, i.position_id,
         o.settled_at is not null, p_is_replay
    from lifecycle.orders as o
    join lifecycle.attempts as a on a.user_id = o.user_id and a.attempt_id = o.attempt_id
    join lifecycle.intents as i on i.user_id = o.user_id and i.intent_id = o.intent_id
   where o.user_id = p_user_id and o.order_id = p_order_id;
end;
$$;
alter function lifecycle.describe_order(uuid, uuid, boolean) owner to tradekeel_owner;
revoke all on function lifecycle.describe_order(uuid, uuid, boolean) from public;
grant execute on function lifecycle.describe_order(uuid, uuid, boolean) to tradekeel_engine;
comment on function lifecycle.describe_order(uuid, uuid, boolean) is
'What the persist calls answer.';
