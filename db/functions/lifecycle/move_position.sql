create or replace function lifecycle.move_position(
  p_position lifecycle.positions, p_kind text, p_quantity_delta numeric, p_cost_basis_delta
  numeric, p_notional_delta numeric, p_realized_pnl_delta numeric, p_traded_quantity numeric,
  p_traded_cost numeric, p_fee_quote numeric
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_quantity constant numeric := p_position.quantity + p_quantity_delta;
  v_state constant text := case
    when v_quantity < 0 then 'disputed' when v_quantity = 0 then 'closed' else 'open' end;
  v_is_entry constant boolean := p_kind = 'entry';
  v_position lifecycle.positions;
begin
  if p_position.opened_at is null then
    insert into lifecycle.positions as p (
      user_id, position_id, profile_id, account_id, symbol, side, state, quantity, cost_basis,
      notional, entered_quantity, entered_notional, realized_pnl, fees_quote, closed_at, revision
    ) values (
      p_position.user_id, p_position.position_id, p_position.profile_id, p_position.account_id,
      p_position.symbol, p_position.side, v_state, v_quantity, p_cost_basis_delta,
      p_notional_delta, p_traded_quantity, p_traded_cost, p_realized_pnl_delta, p_fee_quote,
      case when v_state = 'closed' then v_now end, case when v_state = 'closed' then 1 else 0 end
    ) returning p.* into v_position;
  else
    update lifecycle.positions as p
       set quantity = v_quantity, state = v_state,
           cost_basis = p.cost_basis + p_cost_basis_delta,
           notional = p.notional + p_notional_delta,
           entered_quantity =
             p.entered_quantity + case when v_is_entry then p_traded_quantity else 0 end,
           entered_notional =
             p.entered_notional + case when v_is_entry then p_traded_cost else 0 end,
           exited_quantity =
             p.exited_quantity + case when v_is_entry then 0 else p_traded_quantity end,
           exited_notional =
             p.exited_notional + case when v_is_entry then 0 else p_traded_cost end,
           realized_pnl = p.realized_pnl + p_realized_pnl_delta,
           fees_quote = p.fees_quote + p_fee_quote,
           closed_at = case when v_state = 'closed' then coalesce(p.closed_at, v_now) end,
           revision = p.revision + case when v_state = 'closed' then 1 else 0 end
     where p.user_id = p_position.user_id and p.position_id = p_position.position_id
    returning p.* into v_position;
  end if;
  if v_state = 'closed' then
    perform lifecycle.record_history(v_position);
    perform lifecycle.close_protections(p_position.user_id, p_position.position_id);
    return;
  end if;
  perform lifecycle.hold_claim(
    p_position.user_id, p_position.account_id, p_position.profile_id, p_position.symbol,
    p_position.side);
  if v_state = 'disputed' then
    perform health.open_incident(
      p_position.user_id, 'position_disputed', 'critical', p_position.position_id::text,
      'lifecycle-incident', jsonb_build_object(
        'symbol', p_position.symbol, 'quantity', v_quantity::text));
  end if;
end;
$$;
alter function lifecycle.move_position(
  lifecycle.positions, text, numeric, numeric, numeric, numeric, numeric, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.move_position(
  lifecycle.positions, text, numeric, numeric, numeric, numeric, numeric, numeric, numeric
) from public;
grant execute on function lifecycle.move_position(
  lifecycle.positions, text, numeric, numeric, numeric, numeric, numeric, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.move_position(
  lifecycle.positions, text, numeric, numeric, numeric, numeric, numeric, numeric, numeric
) is
'Apply one execution''s deltas to its position; the first one writes its row. Flat closes it and
writes trade history; below zero makes it disputed and opens an incident; a correction of a closed
one writes the next revision of its history. What is not flat keeps its claim.';
