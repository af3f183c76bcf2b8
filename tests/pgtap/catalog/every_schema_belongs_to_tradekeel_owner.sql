-- broken by: alter schema ledger owner to postgres;
begin;
select plan(2);

select is_empty(
  $$
  select s.nspname, s.nspowner::regrole
  from pg_catalog.pg_namespace as s
  where s.nspname = any (fixture.our_schemas())
    and s.nspowner <> 'tradekeel_owner'::regrole
  $$,
  'no schema of ours has another owner'
);

select is(
  (select count(*)::int from pg_catalog.pg_namespace as s
    where s.nspname = any (fixture.our_schemas())),
  cardinality(fixture.our_schemas()),
  'and all of them exist'
);

select * from finish();
rollback;
