create or replace function health.read_health() returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_counters constant jsonb := health.read_counters();
  v_document jsonb;
  v_risks jsonb;
  v_weaknesses jsonb;
begin
  v_document := jsonb_build_object(
    'loops', health.measure_loops(v_now),
    'instances', health.measure_instances(v_now),
    'locks', health.measure_locks(v_now) || jsonb_build_object('lockContentionCount',
      health.sum_counter(v_counters, 'lock_contention')
      + health.sum_counter(v_counters, 'lease_contention')),
    'capital', health.measure_capital() || jsonb_build_object('capitalInvariantViolations',
      health.sum_counter(v_counters, 'capital_invariant_violations')),
    'reconciliation', health.measure_reconciliation(v_now),
    'exchange', health.measure_exchanges(v_now),
    'streams', health.measure_streams(v_now),
    'database', health.measure_database(v_now),
    'tenants', jsonb_build_object(
      'breaches', health.sum_counter(v_counters, 'tenant_breaches')),
    'lifecycle', health.measure_lifecycle(v_now),
    'incidents', health.measure_incidents(v_now),
    'checks', health.measure_checks(v_now),
    'counters', v_counters);
  v_risks := health.find_risks(v_document);
  v_weaknesses := health.find_weaknesses(v_document);
  return v_document || jsonb_build_object(
    'status', case when v_risks <> '[]' then 'at_risk' when v_weaknesses <> '[]' then 'degraded'
      else 'ok' end,
    'atRisk', v_risks, 'degraded', v_weaknesses, 'measuredAt', v_now,
    'lockContentionCount', v_document #> '{locks,lockContentionCount}',
    'capitalInvariantViolations', v_document #> '{capital,capitalInvariantViolations}',
    'reconciliationMismatchCount', v_document #> '{reconciliation,reconciliationMismatchCount}');
end;
$$;
alter function health.read_health() owner to tradekeel_owner;
revoke all on function health.read_health() from public;
grant execute on function health.read_health() to tradekeel_engine;
comment on function health.read_health() is
'Measure everything that health is made of, as one document: status ok, degraded or at_risk, which
promises are at risk and why, and every figure of the metrics. No count over history: its cost
grows with live accounts and profiles only. Names no user, account or profile.';
