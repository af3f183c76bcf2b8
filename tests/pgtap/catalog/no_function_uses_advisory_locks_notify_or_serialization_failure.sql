-- broken by: create function ledger.extra() returns void language plpgsql as 'begin perform
--   pg_advisory_xact_lock(1); end';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, m.hit[1]
  from fixture.our_functions as f
  cross join lateral regexp_matches(
    f.source, '\m(pg_\w*advisory\w*|pg_notify|notify|listen|40001|serialization_failure)\M', 'gi'
  ) as m (hit)
  $$,
  'such calls are per node, per pooler, or make clients loop'
);

select * from finish();
rollback;
