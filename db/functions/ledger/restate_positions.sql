create or replace function ledger.restate_positions(
  p_user_id uuid, p_positions jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_position lifecycle.positions;
  v_planned jsonb;
begin
  for v_planned in select x.value from jsonb_array_elements(p_positions) as x
  loop
    select p.* into strict v_position
      from lifecycle.positions as p
     where p.user_id = p_user_id and p.position_id = (v_planned ->> 'position_id')::uuid;
    perform lifecycle.move_position(
      v_position, 'restatement',
      (v_planned -> 'quantity' ->> 1)::numeric - v_position.quantity,
      (v_planned -> 'cost_basis' ->> 1)::numeric - v_position.cost_basis,
      (v_planned -> 'notional' ->> 1)::numeric - v_position.notional,
      (v_planned -> 'realized_pnl' ->> 1)::numeric - v_position.realized_pnl, 0, 0, 0);
  end loop;
end;
$$;
alter function ledger.restate_positions(uuid, jsonb) owner to tradekeel_owner;
revoke all on function ledger.restate_positions(uuid, jsonb) from public;
grant execute on function ledger.restate_positions(uuid, jsonb) to tradekeel_engine;
comment on function ledger.restate_positions(uuid, jsonb) is
'Move positions to what their executions give, as a plan of a restatement says. What becomes flat
closes with a revision of its history.';
