create or replace function ledger.plan_restatement(
  p_capital ledger.capital
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_plan jsonb;
  v_positions jsonb;
begin
  select jsonb_build_object(
           'seq', jsonb_build_array(p_capital.seq, f.last_seq),
           'allocated', array[p_capital.allocated::text, f.allocated::text, d.allocated::text],
           'reserved_for_orders', array[p_capital.reserved_for_orders::text,
             f.reserved_for_orders::text, d.reserved_for_orders::text],
           'reserved_for_positions', array[p_capital.reserved_for_positions::text,
             f.reserved_for_positions::text, d.reserved_for_positions::text],
           'realized_pnl', array[p_capital.realized_pnl::text, f.realized_pnl::text,
             d.realized_pnl::text],
           'breaks', to_jsonb(ledger.find_breaks(p_capital.user_id, p_capital.profile_id)),
           'is_needed',
             (p_capital.allocated, p_capital.reserved_for_orders,
               p_capital.reserved_for_positions, p_capital.realized_pnl, p_capital.seq)
             is distinct from (f.allocated, f.reserved_for_orders, f.reserved_for_positions,
               f.realized_pnl, f.last_seq)
             or (f.allocated, f.reserved_for_orders, f.reserved_for_positions, f.realized_pnl)
             is distinct from (d.allocated, d.reserved_for_orders, d.reserved_for_positions,
               d.realized_pnl))
    into v_plan
    from ledger.fold_entries(p_capital.user_id, p_capital.profile_id) as f,
         ledger.derive_capital(p_capital.user_id, p_capital.profile_id) as d;
  select coalesce(jsonb_agg(jsonb_build_object(
           'position_id', p.position_id,
           'quantity', array[p.quantity::text, d.quantity::text],
           'cost_basis', array[p.cost_basis::text, d.cost_basis::text],
           'notional', array[p.notional::text, d.notional::text],
           'realized_pnl', array[p.realized_pnl::text, d.realized_pnl::text])
           order by p.position_id), '[]')
    into v_positions
    from lifecycle.positions as p
    join ledger.derive_positions(p_capital.user_id, p_capital.profile_id) as d
      on d.position_id = p.position_id
   where p.user_id = p_capital.user_id and p.profile_id = p_capital.profile_id
     and (p.quantity, p.cost_basis, p.notional, p.realized_pnl)
         is distinct from (d.quantity, d.cost_basis, d.notional, d.realized_pnl);
  return v_plan || jsonb_build_object(
    'positions', v_positions,
    'is_needed', (v_plan ->> 'is_needed')::boolean or v_positions <> '[]'
      or v_plan -> 'breaks' <> '[]');
end;
$$;
alter function ledger.plan_restatement(ledger.capital) owner to tradekeel_owner;
revoke all on function ledger.plan_restatement(ledger.capital) from public;
grant execute on function ledger.plan_restatement(ledger.capital) to tradekeel_engine;
comment on function ledger.plan_restatement(ledger.capital) is
'What a restatement of a profile would do, as an object: seq [row, journal]; of each amount [row,
sum of the journal, derivation from facts], the last of which all three become; breaks, the
entries that do not follow from the one before; positions whose row is not what their executions
give, [row, executions] each; is_needed.';
