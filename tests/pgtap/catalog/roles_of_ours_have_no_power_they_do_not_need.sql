-- broken by: alter role tradekeel_engine login;
begin;
select plan(2);

select is_empty(
  $$
  select r.rolname
  from pg_catalog.pg_roles as r
  where r.rolname like 'tradekeel\_%'
    and (
      r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication
      or r.rolcanlogin <> (r.rolname = 'tradekeel_bridge')
    )
  $$,
  'no role of ours is more than it has to be'
);

select is(
  (select count(*)::int from pg_catalog.pg_roles as r
    where r.rolname in (
      'tradekeel_owner', 'tradekeel_engine', 'tradekeel_bridge', 'tradekeel_operator',
      'tradekeel_auditor', 'tradekeel_monitor'
    )),
  6,
  'and the six exist'
);

select * from finish();
rollback;
