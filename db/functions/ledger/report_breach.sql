create or replace function ledger.report_breach(
  p_capital ledger.capital, p_kind text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if health.open_incident(
    p_capital.user_id, 'capital_breached', 'critical', p_capital.profile_id::text,
    'capital-invariant', jsonb_build_object(
      'available', p_capital.available::text, 'kind', p_kind, 'seq', p_capital.seq))
  then
    perform health.count_event(p_capital.user_id, 'capital_invariant_violations', p_kind);
    perform ledger.broadcast_capital(p_capital.user_id, p_capital.profile_id, 'breached');
  end if;
end;
$$;
alter function ledger.report_breach(ledger.capital, text) owner to tradekeel_owner;
revoke all on function ledger.report_breach(ledger.capital, text) from public;
grant execute on function ledger.report_breach(ledger.capital, text) to tradekeel_engine;
comment on function ledger.report_breach(ledger.capital, text) is
'Open, or count again, the incident of a profile whose available capital a fact took below zero.
Counted and told to the tenant once per incident.';
