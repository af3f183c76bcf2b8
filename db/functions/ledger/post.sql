create or replace function ledger.post(
  p_user_id uuid, p_profile_id uuid, p_kind text, p_source text, p_allocated numeric,
  p_reserved_for_orders numeric, p_reserved_for_positions numeric, p_realized_pnl numeric,
  p_is_fact boolean, p_effective_at timestamptz, p_detail jsonb
) returns bigint
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_delta constant numeric :=
    p_allocated - p_reserved_for_orders - p_reserved_for_positions + p_realized_pnl;
  v_today constant date := (v_now at time zone 'utc')::date;
  v_capital ledger.capital;
  v_seq bigint;
begin
  select e.seq into v_seq
    from ledger.entries as e
   where e.user_id = p_user_id and e.profile_id = p_profile_id
     and e.kind = p_kind and e.source = p_source;
  if found then
    return v_seq;
  end if;
  update ledger.capital as c
     set allocated = c.allocated + p_allocated,
         reserved_for_orders = c.reserved_for_orders + p_reserved_for_orders,
         reserved_for_positions = c.reserved_for_positions + p_reserved_for_positions,
         realized_pnl = c.realized_pnl + p_realized_pnl,
         trading_state = case
           when c.trading_state = 'active' and c.available + v_delta < 0 then 'breached'
           when c.trading_state = 'closed' and p_reserved_for_positions > 0 then 'paused'
           else c.trading_state
         end,
         pnl_of_day = p_realized_pnl + case c.pnl_day when v_today then c.pnl_of_day else 0 end,
         pnl_day = v_today, seq = c.seq + 1, changed_at = v_now
   where c.user_id = p_user_id and c.profile_id = p_profile_id
     and (p_is_fact or v_delta >= 0 or c.available + v_delta >= 0)
     and greatest(
       c.allocated + p_allocated, c.reserved_for_orders + p_reserved_for_orders,
       c.reserved_for_positions + p_reserved_for_positions,
       abs(c.realized_pnl + p_realized_pnl), abs(c.pnl_of_day) + abs(p_realized_pnl)) <= 1e20
  returning c.* into v_capital;
  if not found then
    perform meta.raise_error(
      case when p_is_fact or v_delta >= 0 then 'LGR03' else 'LGR01' end,
      format('profile=%s kind=%s wanted=%s', p_profile_id, p_kind, -v_delta));
  end if;
  insert into ledger.entries (
    user_id, profile_id, seq, kind, source,
    allocated_delta, reserved_for_orders_delta, reserved_for_positions_delta, realized_pnl_delta,
    allocated_after, reserved_for_orders_after, reserved_for_positions_after, realized_pnl_after,
    effective_at, recorded_at, detail
  ) values (
    p_user_id, p_profile_id, v_capital.seq, p_kind, p_source,
    p_allocated, p_reserved_for_orders, p_reserved_for_positions, p_realized_pnl,
    v_capital.allocated, v_capital.reserved_for_orders, v_capital.reserved_for_positions,
    v_capital.realized_pnl, p_effective_at, v_now, p_detail
  );
  if v_capital.available < 0 then
    perform ledger.report_breach(v_capital, p_kind);
  end if;
  return v_capital.seq;
end;
$$;
alter function ledger.post(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb
) owner to tradekeel_owner;
revoke all on function ledger.post(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb
) from public;
grant execute on function ledger.post(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb
) to tradekeel_engine;
comment on function ledger.post(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb
) is
'Change the four amounts of a profile by deltas and append the journal entry; the caller holds
the capital row. A replay by kind and source returns the first entry''s seq and changes nothing.
What we choose is refused when it would take available below zero; a fact is always recorded and,
when it does, takes the profile out of active in the same statement; a closed profile that holds
something again is paused. Returns the entry''s seq. Errors, in order: LGR01 not enough
available, LGR03 an amount of the profile would pass 1e20.';
