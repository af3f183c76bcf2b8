-- broken by: create function pg_temp.nothing() returns trigger language plpgsql as 'begin return
--   new; end'; create trigger extra before insert on ledger.entries execute function
--   pg_temp.nothing();
begin;
select plan(1);

select is_empty(
  $$
  select t.name, g.tgname
  from fixture.our_tables as t
  join pg_catalog.pg_trigger as g on g.tgrelid = t.table_oid and not g.tgisinternal
  union all
  select t.name, r.rulename
  from fixture.our_tables as t
  join pg_catalog.pg_rewrite as r on r.ev_class = t.table_oid
  $$,
  'no table of ours has a trigger or a rule'
);

select * from finish();
rollback;
