create or replace function lifecycle.find_intents(
  p_user_id uuid, p_symbol text, p_name text
) returns uuid[]
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_id uuid;
begin
  if p_name ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_id := p_name::uuid;
  end if;
  return array(
    select i.intent_id
      from lifecycle.intents as i
     where i.user_id = p_user_id and i.intent_id = v_id
    union
    select t.intent_id
      from lifecycle.attempts as t
     where t.user_id = p_user_id and t.attempt_id = v_id
    union
    select t.intent_id
      from lifecycle.attempts as t
     where t.user_id = p_user_id and t.client_order_id = v_id
    union
    select o.intent_id
      from lifecycle.orders as o
     where o.user_id = p_user_id and o.order_id = v_id
    union
    select t.intent_id
      from tenancy.exchange_accounts as a
      join lifecycle.attempts as t
        on t.user_id = a.user_id and t.account_id = a.account_id and t.client_order_text = p_name
     where a.user_id = p_user_id
    union
    select i.intent_id
      from tenancy.profiles as p
      join lifecycle.intents as i
        on i.user_id = p.user_id and i.profile_id = p.profile_id and i.request_id = p_name
     where p.user_id = p_user_id
    union
    select o.intent_id
      from tenancy.exchange_accounts as a
      join lifecycle.orders as o
        on o.user_id = a.user_id and o.account_id = a.account_id and o.symbol = p_symbol
           and o.exchange_order_id = p_name
     where a.user_id = p_user_id
  );
end;
$$;
alter function lifecycle.find_intents(uuid, text, text) owner to tradekeel_owner;
revoke all on function lifecycle.find_intents(uuid, text, text) from public;
grant execute on function lifecycle.find_intents(uuid, text, text) to tradekeel_engine;
comment on function lifecycle.find_intents(uuid, text, text) is
'The intents of a user that a name leads to: any id of ours (intent, attempt, client order, order),
the client order id as the exchange writes it, the request id, or, with its symbol, the id that the
exchange gave the order.';
