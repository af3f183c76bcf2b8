-- broken by: create table ledger.extra (user_id uuid); alter table ledger.extra enable row level
--   security;
begin;
select plan(1);

select is_empty(
  $$
  select t.name
  from fixture.our_tables as t
  where t.has_row_security
    and not exists (
      select
      from pg_catalog.pg_policy as p
      where p.polrelid = t.table_oid
        and p.polroles = array['tradekeel_engine'::regrole::oid]
        and p.polpermissive
        and p.polcmd = '*'
        and pg_get_expr(p.polqual, p.polrelid) = 'true'
        and pg_get_expr(p.polwithcheck, p.polrelid) = 'true'
    )
  $$,
  'each has the policy to tradekeel_engine using (true) with check (true)'
);

select * from finish();
rollback;
