-- broken by: create policy lax on ledger.capital for select to authenticated using (true);
begin;
select plan(1);

select is_empty(
  $$
  select p.polrelid::regclass, p.polname, pg_get_expr(p.polqual, p.polrelid)
  from pg_catalog.pg_policy as p
  join fixture.our_tables as t on t.table_oid = p.polrelid
  where p.polroles <> array['tradekeel_engine'::regrole::oid]
    and (
      p.polcmd <> 'r'
      or p.polroles <> array['authenticated'::regrole::oid]
      or (
        t.is_tenant
        and pg_get_expr(p.polqual, p.polrelid) <>
          '(user_id = ( SELECT (((NULLIF(current_setting(''request.jwt.claims''::text, true),'
          || ' ''''::text))::json ->> ''sub''::text))::uuid AS uuid))'
      )
    )
  $$,
  'each is one comparison of user_id with the caller, evaluated once'
);

select * from finish();
rollback;
