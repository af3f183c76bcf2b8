-- broken by: create view ledger.extra as select 1 as one;
begin;
select plan(1);

select is_empty(
  $$
  select v.oid::regclass
  from pg_catalog.pg_class as v
  where v.relnamespace::regnamespace::text = any (fixture.our_schemas())
    and v.relkind = 'v'
    and not coalesce(v.reloptions, '{}') && array['security_invoker=on', 'security_invoker=true']
  $$,
  'no view of ours is without security_invoker'
);

select * from finish();
rollback;
