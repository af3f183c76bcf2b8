create or replace function lifecycle.horizon_after(
  p_exchange meta.exchanges, p_deadline timestamptz
) returns timestamptz
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return p_deadline + make_interval(secs => (p_exchange.expiry_window_ms + p_exchange.lag_ms)
    / 1000.0::double precision) + meta.setting_interval('clock_skew_ms');
end;
$$;
alter function lifecycle.horizon_after(
  meta.exchanges, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.horizon_after(
  meta.exchanges, timestamptz
) from public;
grant execute on function lifecycle.horizon_after(
  meta.exchanges, timestamptz
) to tradekeel_engine;
comment on function lifecycle.horizon_after(
  meta.exchanges, timestamptz
) is
'When what was last sent at a deadline has reached the exchange and its listings, or never will: its
expiry window, the lag of its listings and the clock skew later.';
