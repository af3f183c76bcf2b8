-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_capital(
  p_capital ledger.capital, p_amount numeric, p_cushion_rate numeric, p_max_daily_loss numeric,
  p_loss_cooldown_seconds integer, p_today date
) returns boolean
language sql immutable security invoker parallel safe
return p_capital.trading_state = 'active' and p_capital.tenant_paused_at is null
  and (p_loss_cooldown_seconds = 0 or p_capital.last_loss_at is null)
  and (p_max_daily_loss is null
       or -case p_capital.pnl_day when p_today then p_capital.pnl_of_day else 0 end
            < p_max_daily_loss)
  and p_capital.reserved_for_orders + p_amount <= 1e20
  and p_capital.available - p_amount
        >= greatest(0, ledger.round_amount(p_capital.allocated * p_cushion_rate));
alter function lifecycle.is_plain_capital(
  ledger.capital, numeric, numeric, numeric, integer, date
) owner to tradekeel_owner;
revoke all on function lifecycle.is_plain_capital(
  ledger.capital, numeric, numeric, numeric, integer, date
) from public;
grant execute on function lifecycle.is_plain_capital(
  ledger.capital, numeric, numeric, numeric, integer, date
) to tradekeel_engine;
comment on function lifecycle.is_plain_capital(
  ledger.capital, numeric, numeric, numeric, integer, date
) is
'Whether an entry that reserves so much certainly passes what the row of its capital says under its
profile''s limits. Where a cooldown may run it never does.';
