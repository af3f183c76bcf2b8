create or replace function lifecycle.intent_outcome(
  p_user_id uuid, p_intent_id uuid
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_intent lifecycle.intents;
  v_filled numeric;
begin
  if exists (
    select from lifecycle.attempts as a
     where a.user_id = p_user_id and a.intent_id = p_intent_id
       and a.state in ('submitting', 'unknown')
  ) or exists (
    select from lifecycle.orders as o
     where o.user_id = p_user_id and o.intent_id = p_intent_id and o.settled_at is null
  ) then
    return null;
  end if;
  select i.* into strict v_intent
    from lifecycle.intents as i
   where i.user_id = p_user_id and i.intent_id = p_intent_id;
  select coalesce(sum(o.posted_quantity), 0) into v_filled
    from lifecycle.orders as o
   where o.user_id = p_user_id and o.intent_id = p_intent_id;
  if v_filled > 0 then
    return case when v_filled >= v_intent.quantity then 'filled' else 'partial' end;
  end if;
  return coalesce(
    (select case o.status when 'closed' then 'canceled' else o.status end
       from lifecycle.orders as o
      where o.user_id = p_user_id and o.intent_id = p_intent_id
      order by o.first_seen_at desc limit 1),
    (select a.state from lifecycle.attempts as a
      where a.user_id = p_user_id and a.intent_id = p_intent_id
      order by a.attempt_no desc limit 1));
end;
$$;
alter function lifecycle.intent_outcome(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.intent_outcome(uuid, uuid) from public;
grant execute on function lifecycle.intent_outcome(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.intent_outcome(uuid, uuid) is
'What became of an intent (filled, partial, canceled, expired, rejected, not_placed), or null
while an attempt is unresolved or an order unsettled.';
