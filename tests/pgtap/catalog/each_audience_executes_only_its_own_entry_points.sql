-- broken by: grant execute on function ledger.post to tradekeel_bridge;
begin;
select plan(2);

select is_empty(
  $$
  select a.rolname, f.identity
  from fixture.our_functions as f
  cross join (
    values
      ('tradekeel_bridge', 'engine'), ('tradekeel_operator', 'ops'), ('tradekeel_auditor', 'ops'),
      ('tradekeel_monitor', 'ops'),
      ('authenticated', 'api')
  ) as a (rolname, schema)
  where has_function_privilege(a.rolname, f.function_oid, 'execute')
    and f.schema <> a.schema
    and not (a.rolname = 'authenticated' and f.name = 'tenancy.current_user_id')
    and f.name <> 'tenancy.render_amount'
  $$,
  'bridge: engine, operators: ops, tenants: api and the helper of policies'
);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  where f.schema = 'engine'
    and not has_function_privilege('tradekeel_bridge', f.function_oid, 'execute')
  $$,
  'and the bridge may execute every one of engine'
);

select * from finish();
rollback;
