-- broken by: alter function ledger.post set search_path = 'ledger';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, f.settings
  from fixture.our_functions as f
  where f.settings is null or not f.settings @> array['search_path=""']
  $$,
  'no function finds objects by search_path'
);

select * from finish();
rollback;
