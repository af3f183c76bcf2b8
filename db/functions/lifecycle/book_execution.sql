create or replace function lifecycle.book_execution(
  p_order lifecycle.orders, p_intent lifecycle.intents, p_quantity_delta numeric, p_cost_delta
  numeric, p_fee_quote_delta numeric, p_fee_base_delta numeric, p_fee_other_delta numeric
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_position constant lifecycle.positions :=
    lifecycle.execution_position(p_order, p_intent, p_quantity_delta, p_fee_base_delta);
  v_margin constant numeric := ledger.round_amount(
    case p_intent.kind when 'entry' then p_cost_delta / p_intent.leverage else 0 end);
  v_share record;
  v_covered numeric := 0.0;
  v_seq bigint;
begin
  select s.* into v_share
    from lifecycle.split_execution(
      p_intent.kind, v_position.side, v_position.quantity, v_position.cost_basis,
      v_position.notional, p_quantity_delta, p_cost_delta, v_margin,
      p_fee_quote_delta + p_fee_other_delta, p_fee_base_delta) as s;
  if p_intent.kind = 'entry' then
    v_covered := ledger.consume(
      p_order.user_id, p_order.attempt_id, greatest(0, v_margin + p_fee_quote_delta));
  end if;
  v_seq := ledger.post(
    p_order.user_id, p_order.profile_id,
    case
      when (p_quantity_delta <> 0 or p_cost_delta <> 0) and p_intent.reason = 'liquidation'
        then 'liquidation'
      when p_quantity_delta <> 0 or p_cost_delta <> 0 then p_intent.kind || '_fill'
      when p_fee_quote_delta + p_fee_other_delta < 0 then 'rebate'
      else 'fee'
    end,
    format('order:%s:%s', p_order.order_id, p_order.revision + 1),
    0, -v_covered, v_share.cost_basis_delta, v_share.realized_pnl_delta, true,
    coalesce(p_order.exchange_at, clock_timestamp()), '{}');
  perform lifecycle.move_position(
    v_position, p_intent.kind, v_share.quantity_delta, v_share.cost_basis_delta,
    v_share.notional_delta, v_share.realized_pnl_delta, p_quantity_delta, p_cost_delta,
    p_fee_quote_delta + p_fee_other_delta);
  insert into lifecycle.executions (
    user_id, order_id, revision, profile_id, position_id, kind, quantity_delta, cost_delta,
    margin_delta, fee_quote_delta, fee_base_delta, fee_other_delta, ledger_seq
  ) values (
    p_order.user_id, p_order.order_id, p_order.revision + 1, p_order.profile_id,
    v_position.position_id, p_intent.kind, p_quantity_delta, p_cost_delta, v_margin,
    p_fee_quote_delta, p_fee_base_delta, p_fee_other_delta, v_seq
  );
  if p_intent.position_id is null then
    update lifecycle.intents as i
       set position_id = v_position.position_id
     where i.user_id = p_intent.user_id and i.intent_id = p_intent.intent_id
       and i.position_id is null;
  end if;
  if p_intent.kind = 'entry' then
    perform lifecycle.arm_protections(p_order.user_id, v_position.position_id);
  end if;
end;
$$;
alter function lifecycle.book_execution(
  lifecycle.orders, lifecycle.intents, numeric, numeric, numeric, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.book_execution(
  lifecycle.orders, lifecycle.intents, numeric, numeric, numeric, numeric, numeric
) from public;
grant execute on function lifecycle.book_execution(
  lifecycle.orders, lifecycle.intents, numeric, numeric, numeric, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.book_execution(
  lifecycle.orders, lifecycle.intents, numeric, numeric, numeric, numeric, numeric
) is
'Book one execution: ledger entry, position, execution row; the caller writes the order''s new
revision. Entries consume the attempt''s
reservation for margin and quote fee, never for a fee in a third currency, which only realised
profit and loss pays, at its price in quote. Fees without quantity or cost are an entry of kind
fee, or rebate; what the exchange closed by force is one of kind liquidation. A fact is never
refused.';
