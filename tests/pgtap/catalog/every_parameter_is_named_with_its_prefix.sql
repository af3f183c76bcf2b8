-- broken by: create function ledger.extra(amount numeric) returns void language sql as '';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, a.name
  from fixture.our_functions as f
  join pg_catalog.pg_proc as p on p.oid = f.function_oid
  cross join lateral unnest(
    coalesce(p.proargnames, array_fill(null::text, array[p.pronargs::int])),
    coalesce(p.proargmodes, array_fill('i'::"char", array[p.pronargs::int]))
  ) as a (name, mode)
  where a.mode in ('i', 'b', 'v') and (a.name is null or a.name !~ '^p_[a-z]')
  $$,
  'in-parameters are p_*'
);

select * from finish();
rollback;
