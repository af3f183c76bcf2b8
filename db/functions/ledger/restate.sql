create or replace function ledger.restate(
  p_capital ledger.capital, p_source text, p_plan jsonb, p_reason text
) returns bigint
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_seq constant bigint := (p_plan -> 'seq' ->> 1)::bigint + 1;
  v_accepted jsonb := p_plan -> 'breaks';
  v_capital ledger.capital;
  f record;
begin
  select e.* into f
    from ledger.fold_entries(p_capital.user_id, p_capital.profile_id) as e;
  if exists (
    select from ledger.entries as e
     where e.user_id = p_capital.user_id and e.profile_id = p_capital.profile_id
       and e.seq = f.last_seq
       and (e.allocated_after, e.reserved_for_orders_after, e.reserved_for_positions_after,
             e.realized_pnl_after)
           is distinct from (f.allocated, f.reserved_for_orders, f.reserved_for_positions,
             f.realized_pnl)
  ) then
    v_accepted := v_accepted || to_jsonb(v_seq);
  end if;
  update ledger.capital as c
     set allocated = (p_plan -> 'allocated' ->> 2)::numeric,
         reserved_for_orders = (p_plan -> 'reserved_for_orders' ->> 2)::numeric,
         reserved_for_positions = (p_plan -> 'reserved_for_positions' ->> 2)::numeric,
         realized_pnl = (p_plan -> 'realized_pnl' ->> 2)::numeric,
         trading_state = case c.trading_state when 'active' then 'paused' else c.trading_state
           end,
         seq = v_seq, changed_at = v_now
   where c.user_id = p_capital.user_id and c.profile_id = p_capital.profile_id
  returning c.* into v_capital;
  insert into ledger.entries (
    user_id, profile_id, seq, kind, source,
    allocated_delta, reserved_for_orders_delta, reserved_for_positions_delta, realized_pnl_delta,
    allocated_after, reserved_for_orders_after, reserved_for_positions_after, realized_pnl_after,
    effective_at, recorded_at, detail
  ) values (
    p_capital.user_id, p_capital.profile_id, v_seq, 'restatement', p_source,
    v_capital.allocated - f.allocated, v_capital.reserved_for_orders - f.reserved_for_orders,
    v_capital.reserved_for_positions - f.reserved_for_positions,
    v_capital.realized_pnl - f.realized_pnl,
    v_capital.allocated, v_capital.reserved_for_orders, v_capital.reserved_for_positions,
    v_capital.realized_pnl, v_now, v_now,
    p_plan || jsonb_build_object('accepted', v_accepted, 'reason', p_reason)
  );
  perform ledger.restate_positions(p_capital.user_id, p_plan -> 'positions');
  perform reconciliation.heal_mismatch(
    p_capital.user_id, p_capital.account_id, 'ledger_drift', 'profile:' || p_capital.profile_id);
  if v_capital.available < 0 then
    perform ledger.report_breach(v_capital, 'restatement');
  end if;
  return v_seq;
end;
$$;
alter function ledger.restate(ledger.capital, text, jsonb, text) owner to tradekeel_owner;
revoke all on function ledger.restate(ledger.capital, text, jsonb, text) from public;
grant execute on function ledger.restate(ledger.capital, text, jsonb, text) to tradekeel_engine;
comment on function ledger.restate(ledger.capital, text, jsonb, text) is
'Bring row and journal of a profile to what the facts give (plan_restatement, taken under the lock
that the caller holds): the row is set, and the entry''s deltas are what the journal lacked; it
names every amount before and after, and which broken links of the journal are accepted.
Positions become what their executions give. An active profile is paused: resuming proves it.
Returns the entry''s seq.';
