begin;
select plan(5);

set local role tradekeel_bridge;
create temporary table health_now as select engine.fn_read_health() as document;
reset role;
select is((select h.document ->> 'status' from health_now as h), 'ok', 'nobody trades yet: well');
select results_eq(
  $$ select (h.document ->> 'lockContentionCount')::numeric,
            (h.document ->> 'capitalInvariantViolations')::numeric,
            (h.document ->> 'reconciliationMismatchCount')::numeric from health_now as h $$,
  'values (0::numeric, 0::numeric, 0::numeric)', 'the three numbers are there'
);
select results_eq(
  $$ select k.name from health_now as h, jsonb_object_keys(h.document) as k (name)
      order by k.name collate "C" $$,
  $$ values ('atRisk'), ('capital'), ('capitalInvariantViolations'), ('checks'), ('counters'),
       ('database'), ('degraded'), ('exchange'), ('incidents'), ('instances'), ('lifecycle'),
       ('lockContentionCount'), ('locks'), ('loops'), ('measuredAt'), ('reconciliation'),
       ('reconciliationMismatchCount'), ('status'), ('streams'), ('tenants') $$,
  'and every section'
);
select is_empty(
  $$ select e.code from meta.error_codes as e, health_now as h
      where h.document #> array['counters', 'transaction_failures', e.code] is distinct from '0' $$,
  'every catalogued code counts from 0'
);
select is_empty(
  $$ select c.relname from pg_catalog.pg_class as c, health_now as h
      where c.relnamespace = 'health'::regnamespace and c.relkind = 'v'
        and not h.document -> 'checks' ? substr(c.relname, 7) $$,
  'every check view is named'
);

select * from finish();
rollback;
