-- broken by: grant insert on lifecycle.signals to authenticated;
begin;
select plan(1);

select is_empty(
  $$
  select g.object, g.grantee, g.privilege
  from fixture.our_table_grants as g
  where g.grantee not in ('tradekeel_owner', 'tradekeel_engine')
    and g.privilege <> 'SELECT'
  $$,
  'no grant on a table to anybody but the engine allows writing'
);

select * from finish();
rollback;
