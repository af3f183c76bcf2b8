create or replace function ledger.require_active(
  p_capital ledger.capital
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_capital.trading_state <> 'active' then
    perform meta.raise_error('LGR02', format(
      'profile=%s trading_state=%s', p_capital.profile_id, p_capital.trading_state));
  elsif p_capital.tenant_paused_at is not null then
    perform meta.raise_error('LGR02', format(
      'profile=%s paused_by=tenant', p_capital.profile_id));
  end if;
end;
$$;
alter function ledger.require_active(ledger.capital) owner to tradekeel_owner;
revoke all on function ledger.require_active(ledger.capital) from public;
grant execute on function ledger.require_active(ledger.capital) to tradekeel_engine;
comment on function ledger.require_active(ledger.capital) is
'Refuse entries of a profile that is paused, by an operator, the ledger or its tenant, breached or
closed. Errors, in order: LGR02.';
