create or replace function lifecycle.split_execution(
  p_kind text, p_position_side text, p_quantity numeric, p_cost_basis numeric, p_notional numeric,
  p_quantity_delta numeric, p_cost_delta numeric, p_margin_delta numeric, p_fee_quote_delta
  numeric, p_fee_base_delta numeric
) returns table (
  quantity_delta numeric, cost_basis_delta numeric, notional_delta numeric, realized_pnl_delta
  numeric
)
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
declare
  v_direction constant integer := case p_position_side when 'long' then 1 else -1 end;
  v_out constant numeric := p_quantity_delta + p_fee_base_delta;
  v_net constant numeric := p_quantity_delta - p_fee_base_delta;
  v_share numeric := 1.0;
begin
  if p_kind = 'entry' then
    quantity_delta := v_net;
    if p_quantity + v_net <= 0 then
      cost_basis_delta := -p_cost_basis;
      notional_delta := -p_notional;
    else
      if p_quantity < 0 then
        v_share := (p_quantity + v_net) / v_net;
      end if;
      cost_basis_delta := greatest(-p_cost_basis, ledger.round_amount(p_margin_delta * v_share));
      notional_delta := greatest(-p_notional, ledger.round_amount(p_cost_delta * v_share));
    end if;
    realized_pnl_delta := -p_fee_quote_delta - v_direction * (p_cost_delta - notional_delta);
  elsif p_kind = 'dust' then
    quantity_delta := -p_quantity;
    cost_basis_delta := -p_cost_basis;
    notional_delta := -p_notional;
    realized_pnl_delta := -v_direction * p_notional;
  else
    quantity_delta := -v_out;
    if v_out <= 0 or p_quantity <= 0 then
      v_share := 0.0;
    elsif v_out < p_quantity then
      v_share := v_out / p_quantity;
    end if;
    cost_basis_delta := case v_share
      when 1 then -p_cost_basis else -ledger.round_amount(p_cost_basis * v_share) end;
    notional_delta := case v_share
      when 1 then -p_notional else -ledger.round_amount(p_notional * v_share) end;
    realized_pnl_delta := v_direction * (p_cost_delta + notional_delta) - p_fee_quote_delta;
  end if;
  return next;
end;
$$;
alter function lifecycle.split_execution(
  text, text, numeric, numeric, numeric, numeric, numeric, numeric, numeric, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.split_execution(
  text, text, numeric, numeric, numeric, numeric, numeric, numeric, numeric, numeric
) from public;
grant execute on function lifecycle.split_execution(
  text, text, numeric, numeric, numeric, numeric, numeric, numeric, numeric, numeric
) to tradekeel_engine;
comment on function lifecycle.split_execution(
  text, text, numeric, numeric, numeric, numeric, numeric, numeric, numeric, numeric
) is
'What one execution does to a position, as deltas; pure arithmetic, used by booking and by
derivation alike. Entries add quantity net of base fee, margin and notional; exits, and fees they
pay in base, take cost out in proportion and the last one takes the remainder; what covers an
over-sold position is realised at once, and so is everything when nothing is held after it; dust
writes the rest off. Amounts are in quote currency, quantity in base (contracts on swaps).';
