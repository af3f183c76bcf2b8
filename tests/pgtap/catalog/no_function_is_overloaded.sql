-- broken by: create function ledger.post() returns void language sql as '';
begin;
select plan(1);

select is_empty(
  $$
  select f.name, count(*)
  from fixture.our_functions as f
  group by f.name
  having count(*) > 1
  $$,
  'no two functions share a name'
);

select * from finish();
rollback;
