-- broken by: create table ledger.extra (user_id uuid default auth.uid());
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  where f.source ~* '\mauth\.'
  union all
  select k.conrelid::regclass || ' ' || k.conname
  from pg_catalog.pg_constraint as k
  join fixture.our_tables as t on t.table_oid = k.conrelid
  join pg_catalog.pg_class as c on c.oid = k.confrelid
  where c.relnamespace::regnamespace::text = 'auth'
  union all
  select v.oid::regclass::text
  from pg_catalog.pg_class as v
  where v.relnamespace::regnamespace::text = any (fixture.our_schemas())
    and v.relkind in ('v', 'm') and pg_get_viewdef(v.oid) ~* '\mauth\.'
  union all
  select p.polrelid::regclass || ' ' || p.polname
  from pg_catalog.pg_policy as p
  join fixture.our_tables as t on t.table_oid = p.polrelid
  where concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
    ~* '\mauth\.'
  union all
  select d.adrelid::regclass || ' default'
  from pg_catalog.pg_attrdef as d
  join fixture.our_tables as t on t.table_oid = d.adrelid
  where pg_get_expr(d.adbin, d.adrelid) ~* '\mauth\.'
  $$,
  'no function, view, policy, default or key of ours depends on schema auth'
);

select * from finish();
rollback;
