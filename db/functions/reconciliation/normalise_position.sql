create or replace function reconciliation.normalise_position(
  p_position jsonb
) returns table (
  symbol text, side text, quantity numeric, entry_price numeric, mark_price numeric, notional
  numeric, leverage numeric, liquidation_price numeric, is_hedged boolean, observed_at timestamptz
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
  entry_price := meta.read_amount(p_position, 'entryPrice', 0);
  mark_price := meta.read_amount(p_position, 'markPrice', 0);
  notional := meta.read_amount(p_position, 'notional', -1e20);
  leverage := meta.read_amount(p_position, 'leverage', 0);
  liquidation_price := meta.read_amount(p_position, 'liquidationPrice', -1e20);
  is_hedged := meta.read_boolean(p_position, 'hedged');
  observed_at := meta.read_moment(p_position, 'timestamp');
  return next;
end;
$$;
alter function reconciliation.normalise_position(jsonb) owner to tradekeel_owner;
revoke all on function reconciliation.normalise_position(jsonb) from public;
grant execute on function reconciliation.normalise_position(jsonb) to tradekeel_engine;
comment on function reconciliation.normalise_position(jsonb) is
'Read one unified position as ccxt gives it with number=str. Quantity is in contracts and not
negative; the side says the direction. Errors, in order: RCR02 naming the field, LCR07 naming
the field.';
