begin;
select plan(3);

select fixture.make_tenant(1);
select health.open_incident(fixture.user_id(1), 'late_truth', 'warning', 'a', 'lifecycle-incident',
                            '{}');
select health.open_incident(fixture.user_id(1), 'account_halted', 'critical', 'b',
                            'reconciliation', '{}');
create function pg_temp.page_of(p_key text, p_reason text) returns text language sql as $$
  select r ->> 'runbook' from jsonb_array_elements(engine.fn_read_health() -> p_key) as r
   where r ->> 'reason' like p_reason
$$;
select is(pg_temp.page_of('degraded', '% incidents are critical'), 'reconciliation',
          'the worst incident''s');
select engine.fn_measure_check('convergence_mismatches_are_young', 0);
update health.check_results set row_count = 1, severity = 'warning';
select is(pg_temp.page_of('degraded', 'check %'), 'reconciliation', 'the check''s');
update health.check_results set severity = 'critical';
select is(pg_temp.page_of('atRisk', 'check %'), 'reconciliation', 'also when a promise is at risk');

select * from finish();
rollback;
