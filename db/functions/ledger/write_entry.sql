create or replace function ledger.write_entry(
  p_user_id uuid, p_profile_id uuid, p_kind text, p_source text, p_allocated numeric,
  p_reserved_for_orders numeric, p_reserved_for_positions numeric, p_realized_pnl numeric,
  p_is_fact boolean, p_effective_at timestamptz, p_detail jsonb, p_event_count integer
) returns ledger.capital
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_delta constant numeric :=
    p_allocated - p_reserved_for_orders - p_reserved_for_positions + p_realized_pnl;
  v_today constant date := (v_now at time zone 'utc')::date;
  v_capital ledger.capital;
begin
  with c as (
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
           pnl_day = v_today, seq = c.seq + 1, event_seq = c.event_seq + p_event_count,
           changed_at = v_now
     where c.user_id = p_user_id and c.profile_id = p_profile_id
       and (p_is_fact or v_delta >= 0 or c.available + v_delta >= 0)
       and greatest(
         c.allocated + p_allocated, c.reserved_for_orders + p_reserved_for_orders,
         c.reserved_for_positions + p_reserved_for_positions,
         abs(c.realized_pnl + p_realized_pnl), abs(c.pnl_of_day) + abs(p_realized_pnl)) <= 1e20
    returning c.*
  ), e as (
    insert into ledger.entries (
      user_id, profile_id, seq, kind, source, allocated_delta, reserved_for_orders_delta,
      reserved_for_positions_delta, realized_pnl_delta, allocated_after,
      reserved_for_orders_after, reserved_for_positions_after, realized_pnl_after, effective_at,
      recorded_at, detail
    )
    select p_user_id, p_profile_id, c.seq, p_kind, p_source, p_allocated, p_reserved_for_orders,
           p_reserved_for_positions, p_realized_pnl, c.allocated, c.reserved_for_orders,
           c.reserved_for_positions, c.realized_pnl, p_effective_at, v_now, p_detail
      from c
  )
  select c.* into v_capital from c;
  if not found then
    perform meta.raise_error(
      case when p_is_fact or v_delta >= 0 then 'LGR03' else 'LGR01' end,
      format('profile=%s kind=%s wanted=%s', p_profile_id, p_kind, -v_delta));
  end if;
  if v_capital.available < 0 then
    perform ledger.report_breach(v_capital, p_kind);
  end if;
  return v_capital;
end;
$$;
alter function ledger.write_entry(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb,
  integer
) owner to tradekeel_owner;
revoke all on function ledger.write_entry(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb,
  integer
) from public;
grant execute on function ledger.write_entry(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb,
  integer
) to tradekeel_engine;
comment on function ledger.write_entry(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb,
  integer
) is
'Change the four amounts of a profile and write the journal entry that says so; nothing else does in
trading but lifecycle.reserve_entry, which reserves while it plans. The caller holds the profile''s
row and knows that the source was not posted. A fact is always recorded: when it makes the capital
negative the same UPDATE takes the profile out of active, and an incident opens. Numbers
p_event_count events, which the caller writes. Gives the row as it is afterwards. Errors, in order:
LGR03, LGR01.';
