create or replace function lifecycle.describe_attempt(
  p_user_id uuid, p_attempt_id uuid, p_owner_token uuid, p_is_replay boolean
) returns table (
  intent_id uuid, attempt_id uuid, attempt_no integer, kind text, symbol text, side text,
  position_side text, order_type text, quantity numeric, limit_price numeric, trigger_price
  numeric, time_in_force text, is_post_only boolean, leverage numeric, is_reduce_only boolean,
  client_order_id uuid, client_order_text text, attempt_state text, may_send boolean,
  send_remaining_ms integer, send_deadline timestamptz, reserved numeric, is_replay boolean
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  return query
  select i.intent_id, a.attempt_id, a.attempt_no, i.kind, i.symbol, i.side, i.position_side,
         i.order_type, i.quantity, i.limit_price, i.trigger_price, i.time_in_force,
         i.is_post_only, i.leverage, i.is_reduce_only,
         a.client_order_id, a.client_order_text, a.state,
         a.state = 'submitting' and a.owner_token = p_owner_token and v_now < a.send_deadline
           and (a.attempt_no = 1 or not exists (
             select from lifecycle.attempts as e
              where e.user_id = a.user_id and e.intent_id = a.intent_id and e.state = 'confirmed'
           )),
         greatest(0, floor(extract(epoch from a.send_deadline - v_now) * 1000))::integer,
         a.send_deadline, coalesce(r.amount, 0), p_is_replay
    from lifecycle.attempts as a
    join lifecycle.intents as i on i.user_id = a.user_id and i.intent_id = a.intent_id
    left join ledger.reservations as r
      on r.user_id = a.user_id and r.attempt_id = a.attempt_id
   where a.user_id = p_user_id and a.attempt_id = p_attempt_id;
end;
$$;
alter function lifecycle.describe_attempt(uuid, uuid, uuid, boolean) owner to tradekeel_owner;
revoke all on function lifecycle.describe_attempt(uuid, uuid, uuid, boolean) from public;
grant execute on function lifecycle.describe_attempt(uuid, uuid, uuid, boolean) to tradekeel_engine;
comment on function lifecycle.describe_attempt(uuid, uuid, uuid, boolean) is
'What a process needs to send one attempt. may_send is true only for the owner token that began
it, while it is submitting, its deadline has not passed, and no earlier attempt turned out to be
on the exchange; that process sends once.';
