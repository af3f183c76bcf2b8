create or replace function ledger.derive_positions(
  p_user_id uuid, p_profile_id uuid
) returns table (
  position_id uuid, quantity numeric, cost_basis numeric, notional numeric, realized_pnl numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_last uuid;
  v_share record;
  e record;
begin
  quantity := 0; cost_basis := 0; notional := 0; realized_pnl := 0;
  for e in
    select x.position_id, x.kind, x.quantity_delta, x.cost_delta, x.margin_delta,
           x.fee_quote_delta + x.fee_other_delta as fee_delta, x.fee_base_delta, p.side
      from lifecycle.executions as x
      join lifecycle.positions as p
        on p.user_id = x.user_id and p.position_id = x.position_id
     where x.user_id = p_user_id and x.profile_id = p_profile_id
     order by x.position_id, x.ledger_seq
  loop
    if e.position_id is distinct from v_last then
      if v_last is not null then
        position_id := v_last;
        return next;
      end if;
      quantity := 0; cost_basis := 0; notional := 0; realized_pnl := 0;
      v_last := e.position_id;
    end if;
    select s.* into v_share
      from lifecycle.split_execution(
        e.kind, e.side, quantity, cost_basis, notional, e.quantity_delta, e.cost_delta,
        e.margin_delta, e.fee_delta, e.fee_base_delta) as s;
    quantity := quantity + v_share.quantity_delta;
    cost_basis := cost_basis + v_share.cost_basis_delta;
    notional := notional + v_share.notional_delta;
    realized_pnl := realized_pnl + v_share.realized_pnl_delta;
  end loop;
  if v_last is not null then
    position_id := v_last;
    return next;
  end if;
end;
$$;
alter function ledger.derive_positions(uuid, uuid) owner to tradekeel_owner;
revoke all on function ledger.derive_positions(uuid, uuid) from public;
grant execute on function ledger.derive_positions(uuid, uuid) to tradekeel_engine;
comment on function ledger.derive_positions(uuid, uuid) is
'Replay the executions of each of a profile''s positions in recorded order with the arithmetic of
lifecycle.split_execution, from nothing.';
