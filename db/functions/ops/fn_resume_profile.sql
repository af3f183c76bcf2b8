create or replace function ops.fn_resume_profile(
  p_user_id uuid, p_profile_id uuid, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_capital ledger.capital;
  v_state text;
begin
  perform meta.require_reason(p_reason);
  v_capital := ledger.lock_capital(p_user_id, p_profile_id);
  if exists (
    select from reconciliation.find_ledger_drift(p_user_id, v_capital.account_id) as d
     where d.profile_id = p_profile_id
  ) then
    perform meta.raise_error('LGI01', format('profile=%s', p_profile_id));
  elsif exists (
    select from reconciliation.mismatches as m
     where m.user_id = p_user_id and m.profile_id = p_profile_id and m.state = 'open'
       and m.stopped_at is not null
  ) then
    perform meta.raise_error('RCC04', format('profile=%s', p_profile_id));
  elsif v_capital.available < 0 then
    perform meta.raise_error('LGR01', format(
      'profile=%s available=%s', p_profile_id, v_capital.available));
  end if;
  update ledger.capital as c
     set trading_state = 'active'
   where c.user_id = p_user_id and c.profile_id = p_profile_id
     and c.trading_state in ('paused', 'breached');
  if found then
    perform ledger.broadcast_capital(p_user_id, p_profile_id, 'resume');
  end if;
  perform health.close_incidents(
    p_user_id, '{capital_breached, ledger_drift}', p_profile_id::text);
  select c.trading_state into strict v_state
    from ledger.capital as c
   where c.user_id = p_user_id and c.profile_id = p_profile_id;
  perform meta.record_audit(p_user_id, 'ops.fn_resume_profile', jsonb_build_object(
    'profile_id', p_profile_id, 'reason', p_reason), jsonb_build_object(
    'was', v_capital.trading_state, 'state', v_state));
  return v_state;
end;
$$;
alter function ops.fn_resume_profile(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_resume_profile(uuid, uuid, text) from public;
grant execute on function ops.fn_resume_profile(uuid, uuid, text) to tradekeel_operator;
comment on function ops.fn_resume_profile(uuid, uuid, text) is
'Let a paused or breached profile enter again, after proving that its capital rebuilds to the row
in both senses and is not negative; that closes its incidents. Returns its trading state. Errors,
in order: OPR01, TNR01, LGI01 it does not rebuild, RCC04 a mismatch of it was stopped, LGR01
available is below zero.';
