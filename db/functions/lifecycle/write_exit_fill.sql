create or replace function lifecycle.write_exit_fill(
  p_user_id uuid, p_fill lifecycle.plain_fill, p_plan lifecycle.fill_plan
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_sold constant numeric := p_fill.filled + p_plan.fee_base;
  v_is_all constant boolean := v_sold = p_plan.held_quantity;
  v_share numeric;
  v_basis numeric := p_plan.held_cost_basis;
  v_notional numeric := p_plan.held_notional;
  v_gain numeric;
  v_capital ledger.capital;
  v_position lifecycle.positions;
begin
  if not v_is_all then
    v_share := v_sold / p_plan.held_quantity;
    v_basis := ledger.round_amount(v_basis * v_share);
    v_notional := ledger.round_amount(v_notional * v_share);
    perform lifecycle.hold_claim(
      p_user_id, p_plan.account_id, p_plan.profile_id, p_fill.symbol, p_plan.position_side);
  end if;
  v_gain := case p_plan.position_side
    when 'long' then p_fill.cost - v_notional else v_notional - p_fill.cost end - p_plan.fee_quote;
  v_capital := ledger.write_entry(
    p_user_id, p_plan.profile_id, 'exit_fill', 'order:' || p_plan.order_id || ':1',
    0, 0, -v_basis, v_gain, true, coalesce(p_fill.exchange_at, p_plan.begun_at), '{}',
    case when v_is_all then 2 else 1 end);
  update lifecycle.positions as p
     set quantity = p.quantity - v_sold, state = case when v_is_all then 'closed' else p.state end,
         cost_basis = p.cost_basis - v_basis, notional = p.notional - v_notional,
         exited_quantity = p.exited_quantity + p_fill.filled,
         exited_notional = p.exited_notional + p_fill.cost,
         realized_pnl = p.realized_pnl + v_gain, fees_quote = p.fees_quote + p_plan.fee_quote,
         closed_at = case when v_is_all then v_capital.changed_at end,
         revision = p.revision + case when v_is_all then 1 else 0 end
   where p.user_id = p_user_id and p.position_id = p_plan.position_id
  returning p.* into v_position;
  with e as (
    insert into lifecycle.executions (
      user_id, order_id, revision, profile_id, position_id, kind, quantity_delta, cost_delta,
      margin_delta, fee_quote_delta, fee_base_delta, ledger_seq
    ) values (
      p_user_id, p_plan.order_id, 1, p_plan.profile_id, p_plan.position_id, 'exit',
      p_fill.filled, p_fill.cost, 0, p_plan.fee_quote, p_plan.fee_base, v_capital.seq
    )
  )
  insert into tenancy.broadcasts
    (user_id, profile_id, event_seq, slot, event, payload, epoch, recorded_at)
  select p_user_id, p_plan.profile_id, v.event_seq, tenancy.broadcast_slot(v_capital.changed_at),
         v.event, v.payload, p_plan.epoch, v_capital.changed_at
    from (values
      (v_capital.event_seq - 1, 'position_closed', lifecycle.describe_closed(
        v_position, v_capital.event_seq - 1, p_plan.epoch)),
      (v_capital.event_seq, 'order_changed', lifecycle.describe_filled(
        p_user_id, 'exit', p_fill, p_plan, v_capital.event_seq))) as v (event_seq, event, payload)
   where v_is_all or v.event = 'order_changed';
  if v_is_all then
    perform lifecycle.write_history(v_position);
  end if;
  if v_is_all and p_plan.has_protections then
    perform lifecycle.close_protections(p_user_id, p_plan.position_id);
  end if;
end;
$$;
alter function lifecycle.write_exit_fill(
  uuid, lifecycle.plain_fill, lifecycle.fill_plan
) owner to tradekeel_owner;
revoke all on function lifecycle.write_exit_fill(
  uuid, lifecycle.plain_fill, lifecycle.fill_plan
) from public;
grant execute on function lifecycle.write_exit_fill(
  uuid, lifecycle.plain_fill, lifecycle.fill_plan
) to tradekeel_engine;
comment on function lifecycle.write_exit_fill(uuid, lifecycle.plain_fill, lifecycle.fill_plan) is
'Book an exit that filled out of an open position (lifecycle.confirm_filled_exit): capital and
journal, position, execution and events, and the trade history of a position that is closed by it,
or the claim of one that is not. It does what lifecycle.book_execution does. Errors, in order:
LGR03.';
