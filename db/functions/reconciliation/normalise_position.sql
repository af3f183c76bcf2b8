create or replace function reconciliation.normalise_position(
  p_position jsonb
) returns table (
  symbol text, side text, quantity numeric, contract_size numeric, entry_price numeric,
  mark_price numeric, last_price numeric, liquidation_price numeric, stop_loss_price numeric,
  take_profit_price numeric, notional numeric, collateral numeric, initial_margin numeric,
  maintenance_margin numeric, unrealized_pnl numeric, realized_pnl numeric, leverage numeric,
  is_hedged boolean, observed_at timestamptz
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if jsonb_typeof(p_position) is distinct from 'object' then
    perform meta.raise_error('RCR02', format(
      'field=position wanted=object got=%s', coalesce(jsonb_typeof(p_position), 'null')));
  end if;
  symbol := meta.read_text(p_position, 'symbol', 100);
  side := lower(meta.read_text(p_position, 'side', 20));
  if side is not null and side not in ('long', 'short') then
    perform meta.raise_error('RCR02', format('field=side wanted=long or short got=%s', side));
  end if;
  quantity := abs(meta.read_amount(p_position, 'contracts', -1e20));
  contract_size := meta.read_amount(p_position, 'contractSize', 0);
  entry_price := meta.read_amount(p_position, 'entryPrice', 0);
  mark_price := meta.read_amount(p_position, 'markPrice', 0);
  last_price := meta.read_amount(p_position, 'lastPrice', 0);
  liquidation_price := meta.read_amount(p_position, 'liquidationPrice', -1e20);
  stop_loss_price := meta.read_amount(p_position, 'stopLossPrice', 0);
  take_profit_price := meta.read_amount(p_position, 'takeProfitPrice', 0);
  notional := meta.read_amount(p_position, 'notional', -1e20);
  collateral := meta.read_amount(p_position, 'collateral', -1e20);
  initial_margin := meta.read_amount(p_position, 'initialMargin', -1e20);
  maintenance_margin := meta.read_amount(p_position, 'maintenanceMargin', -1e20);
  unrealized_pnl := meta.read_amount(p_position, 'unrealizedPnl', -1e20);
  realized_pnl := meta.read_amount(p_position, 'realizedPnl', -1e20);
  leverage := meta.read_amount(
    jsonb_build_object('leverage', p_position ->> 'leverage'), 'leverage', 0);
  is_hedged := meta.read_boolean(p_position, 'hedged');
  observed_at := meta.read_moment(p_position, 'timestamp');
  if quantity > 0 and side is null then
    perform meta.raise_error('RCR02', 'field=side wanted=long or short got=null');
  end if;
  return next;
end;
$$;
alter function reconciliation.normalise_position(jsonb) owner to tradekeel_owner;
revoke all on function reconciliation.normalise_position(jsonb) from public;
grant execute on function reconciliation.normalise_position(jsonb) to tradekeel_engine;
comment on function reconciliation.normalise_position(jsonb) is
'Read one unified position as ccxt gives it with number=str. Quantity is in contracts and not
negative; the side says the direction, and a position that holds something must have one.
Leverage is a ratio, no amount: a whole number will do. Errors, in order: RCR02 naming the
field, LCR07 naming the field.';
