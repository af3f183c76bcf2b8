-- broken by: create function ledger.extra() returns bigint language sql as 'select count(*) from
--   ledger.capital';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  cross join fixture.our_tables as t
  where f.language = 'sql' and position(t.name in f.source) > 0
  $$,
  'a distributed table cannot be planned inside one'
);

select * from finish();
rollback;
