create or replace function lifecycle.working_quantity(
  p_user_id uuid, p_position_id uuid
) returns numeric
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(sum(w.quantity), 0)
      from (
        select greatest(0, o.quantity - o.posted_quantity) as quantity
          from lifecycle.intents as i
          join lifecycle.orders as o on o.user_id = i.user_id and o.intent_id = i.intent_id
         where i.user_id = p_user_id and i.position_id = p_position_id and i.kind = 'exit'
           and o.settled_at is null and not exists (
             select from lifecycle.orders as c
              where c.user_id = o.user_id and c.intent_id = o.intent_id
                and c.book = 'regular' and c.exchange_order_id = o.child_exchange_order_id
           )
        union all
        select i.quantity
          from lifecycle.intents as i
          join lifecycle.attempts as a on a.user_id = i.user_id and a.intent_id = i.intent_id
         where i.user_id = p_user_id and i.position_id = p_position_id and i.kind = 'exit'
           and a.state in ('submitting', 'unknown')
      ) as w
  );
end;
$$;
alter function lifecycle.working_quantity(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.working_quantity(uuid, uuid) from public;
grant execute on function lifecycle.working_quantity(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.working_quantity(uuid, uuid) is
'How much of a position is being sold already: unfilled rest of unsettled exit orders, also terminal
ones (late fills happen) but not triggered ones whose child is known, and the whole of unresolved
exit attempts.';
