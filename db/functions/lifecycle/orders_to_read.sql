create or replace function lifecycle.orders_to_read(
  p_user_id uuid, p_account_id uuid
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
             'symbol', r.symbol, 'exchange_order_id', r.exchange_order_id,
             'client_order_text', r.client_order_text, 'is_conditional', r.is_conditional)
             order by r.since_at), '[]')
      from (
        select o.symbol, o.exchange_order_id, o.client_order_text,
               o.book = 'conditional' as is_conditional, o.first_seen_at as since_at
          from lifecycle.orders as o
         where o.user_id = p_user_id and o.account_id = p_account_id and o.settled_at is null
        union all
        select d.symbol, d.exchange_order_id, 'adopted:' || d.adoption_id, false, d.created_at
          from lifecycle.adoptions as d
         where d.user_id = p_user_id and d.account_id = p_account_id and d.state = 'asked'
      ) as r
  );
end;
$$;
alter function lifecycle.orders_to_read(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.orders_to_read(uuid, uuid) from public;
grant execute on function lifecycle.orders_to_read(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.orders_to_read(uuid, uuid) is
'Orders of an account to be read one by one: those that are not settled, and those that an operator
wants adopted.';
