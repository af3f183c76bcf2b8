-- broken by: alter function ledger.post security definer;
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  where f.schema not in ('api', 'engine', 'ops') and f.is_definer
    and f.name <> all (fixture.functions_of_others())
  $$,
  'no internal function runs with other rights than its caller'
);

select * from finish();
rollback;
