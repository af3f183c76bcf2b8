create or replace function lifecycle.check_limits(
  p_profile tenancy.profiles, p_capital ledger.capital, p_reservation numeric
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_today constant date := (v_now at time zone 'utc')::date;
  v_lost constant numeric := -case p_capital.pnl_day when v_today then p_capital.pnl_of_day else 0
    end;
begin
  if v_lost >= p_profile.max_daily_loss then
    perform meta.raise_error('LCR15', format(
      'profile=%s day=%s lost=%s maximum=%s', p_profile.profile_id, v_today, v_lost,
      p_profile.max_daily_loss));
  elsif p_profile.loss_cooldown_seconds > 0 and p_capital.last_loss_at
        > v_now - make_interval(secs => p_profile.loss_cooldown_seconds) then
    perform meta.raise_error('LCR16', format(
      'profile=%s last_loss_at=%s seconds=%s', p_profile.profile_id, p_capital.last_loss_at,
      p_profile.loss_cooldown_seconds));
  end if;
  perform lifecycle.check_exposure(
    'account', p_profile.account_id,
    (select a.max_exposure from tenancy.exchange_accounts as a
      where a.user_id = p_profile.user_id and a.account_id = p_profile.account_id),
    p_profile, p_reservation);
  perform lifecycle.check_exposure(
    'user', p_profile.user_id,
    (select u.max_exposure from tenancy.users as u where u.user_id = p_profile.user_id),
    p_profile, p_reservation);
end;
$$;
alter function lifecycle.check_limits(
  tenancy.profiles, ledger.capital, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.check_limits(
  tenancy.profiles, ledger.capital, numeric
) from public;
grant execute on function lifecycle.check_limits(
  tenancy.profiles, ledger.capital, numeric
) to tradekeel_engine;
comment on function lifecycle.check_limits(tenancy.profiles, ledger.capital, numeric) is
'Hold an entry against the profile''s loss of the day (UTC) and cooldown, and against the exposure
caps of its account and user. Caps are summed under the account''s and then the user''s row lock,
taken after the capital row. Amounts in quote currency; exposure is what orders and positions
reserve. Errors, in order: LCR15 daily loss, LCR16 cooldown, LCR17 exposure cap.';
