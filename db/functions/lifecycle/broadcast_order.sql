create or replace function lifecycle.broadcast_order(
  p_user_id uuid, p_order_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  o lifecycle.orders;
begin
  select x.* into strict o
    from lifecycle.orders as x
   where x.user_id = p_user_id and x.order_id = p_order_id;
  perform tenancy.broadcast(p_user_id, o.profile_id, 'order_changed', jsonb_build_object(
    'order_id', o.order_id, 'intent_id', o.intent_id, 'kind', o.kind, 'symbol', o.symbol,
    'side', o.side, 'status', o.status, 'quantity', o.quantity::text,
    'filled', o.posted_quantity::text, 'cost', o.posted_cost::text,
    'is_settled', o.settled_at is not null));
end;
$$;
alter function lifecycle.broadcast_order(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.broadcast_order(uuid, uuid) from public;
grant execute on function lifecycle.broadcast_order(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.broadcast_order(uuid, uuid) is
'Put the present state of an order into the outbox. Amounts are text.';
