create or replace function lifecycle.heal_explained(
  p_user_id uuid, p_order_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform reconciliation.heal_mismatch(
    p_user_id, o.account_id, 'fill_unexplained', 'order:' || p_order_id)
     from lifecycle.orders as o
    where o.user_id = p_user_id and o.order_id = p_order_id and o.inferred_quantity = 0;
end;
$$;
alter function lifecycle.heal_explained(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.heal_explained(uuid, uuid) from public;
grant execute on function lifecycle.heal_explained(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.heal_explained(uuid, uuid) is
'Close the fill_unexplained mismatch of an order whose trades are all there by now.';
