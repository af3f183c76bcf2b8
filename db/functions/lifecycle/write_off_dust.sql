create or replace function lifecycle.write_off_dust(
  p_intent lifecycle.intents
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_position lifecycle.positions;
  v_order lifecycle.orders;
  v_seq bigint;
begin
  select p.* into v_position
    from lifecycle.positions as p
    join tenancy.exchange_accounts as a
      on a.user_id = p.user_id and a.account_id = p.account_id and a.market_type = 'spot'
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p.symbol
   where p.user_id = p_intent.user_id and p.position_id = p_intent.position_id
     and p.state = 'open' and p.side = 'long'
     and (p.quantity < greatest(m.min_quantity, m.quantity_step)
          or p.quantity * coalesce(
            lifecycle.fresh_price(m.exchange, m.market_type, m.symbol), 1e20) < m.min_cost);
  if not found or exists (
    select from lifecycle.intents as i
     where i.user_id = p_intent.user_id and i.account_id = p_intent.account_id
       and i.profile_id = p_intent.profile_id and i.symbol = p_intent.symbol
       and i.settled_at is null
  ) then
    return false;
  end if;
  select o.* into v_order
    from lifecycle.orders as o
   where o.user_id = p_intent.user_id and o.intent_id = p_intent.intent_id
   order by o.first_seen_at desc limit 1;
  if not found then
    return false;
  end if;
  v_seq := ledger.post(
    p_intent.user_id, p_intent.profile_id, 'dust',
    format('order:%s:%s', v_order.order_id, v_order.revision + 1),
    0, 0, -v_position.cost_basis, -v_position.notional, true, clock_timestamp(),
    jsonb_build_object('quantity', v_position.quantity::text, 'symbol', v_position.symbol));
  update lifecycle.orders as o
     set revision = o.revision + 1
   where o.user_id = v_order.user_id and o.order_id = v_order.order_id;
  insert into lifecycle.executions (
    user_id, order_id, revision, profile_id, position_id, kind, quantity_delta, cost_delta,
    margin_delta, fee_quote_delta, fee_base_delta, ledger_seq
  ) values (
    p_intent.user_id, v_order.order_id, v_order.revision + 1, p_intent.profile_id,
    v_position.position_id, 'dust', -v_position.quantity, 0, 0, 0, 0, v_seq
  );
  perform lifecycle.move_position(
    v_position, 'dust', -v_position.quantity, -v_position.cost_basis, -v_position.notional,
    -v_position.notional, 0, 0, 0);
  return true;
end;
$$;
alter function lifecycle.write_off_dust(lifecycle.intents) owner to tradekeel_owner;
revoke all on function lifecycle.write_off_dust(lifecycle.intents) from public;
grant execute on function lifecycle.write_off_dust(lifecycle.intents) to tradekeel_engine;
comment on function lifecycle.write_off_dust(lifecycle.intents) is
'After a settled exit, or an entry that filled in part, close a spot position whose rest is below
what the market lets anyone sell, on record: cost leaves, the loss is realised. Only when
nothing of the profile is unsettled on that symbol. Returns whether it did.';
