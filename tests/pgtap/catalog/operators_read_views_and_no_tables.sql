-- broken by: grant select on ops.audit to tradekeel_operator;
begin;
select plan(1);

select is_empty(
  $$
  select g.object, g.grantee, g.privilege
  from fixture.our_table_grants as g
  join pg_catalog.pg_class as c on c.oid = g.object and c.relkind in ('r', 'p')
  where g.grantee in ('tradekeel_operator', 'tradekeel_auditor', 'tradekeel_monitor')
  $$,
  'operators and auditors have no right on any table'
);

select * from finish();
rollback;
