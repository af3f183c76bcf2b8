create or replace function lifecycle.check_exposure(
  p_scope text, p_scope_id uuid, p_maximum numeric, p_profile tenancy.profiles, p_reservation
  numeric
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_maximum numeric;
  v_exposure numeric;
begin
  if p_maximum is null then
    return;
  end if;
  if p_scope = 'account' then
    select a.max_exposure into v_maximum
      from tenancy.exchange_accounts as a
     where a.user_id = p_profile.user_id and a.account_id = p_scope_id for no key update;
  else
    select u.max_exposure into v_maximum
      from tenancy.users as u where u.user_id = p_scope_id for no key update;
  end if;
  select coalesce(sum(c.reserved_for_orders + c.reserved_for_positions), 0) into v_exposure
    from ledger.capital as c
    join tenancy.profiles as f on f.user_id = c.user_id and f.profile_id = c.profile_id
   where c.user_id = p_profile.user_id and f.quote_currency = p_profile.quote_currency
     and (p_scope = 'user' or c.account_id = p_scope_id);
  if v_exposure + p_reservation > v_maximum then
    perform meta.raise_error('LCR17', format(
      '%s=%s exposure=%s wanted=%s maximum=%s', p_scope, p_scope_id, v_exposure, p_reservation,
      v_maximum));
  end if;
end;
$$;
alter function lifecycle.check_exposure(
  text, uuid, numeric, tenancy.profiles, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.check_exposure(
  text, uuid, numeric, tenancy.profiles, numeric
) from public;
grant execute on function lifecycle.check_exposure(
  text, uuid, numeric, tenancy.profiles, numeric
) to tradekeel_engine;
comment on function lifecycle.check_exposure(text, uuid, numeric, tenancy.profiles, numeric) is
'Hold a reservation against one exposure cap (account or user; null is none), in the profile''s
currency, counting profiles of that currency. The cap is read again under the lock, since an
operator may have changed it. Errors, in order: LCR17.';
