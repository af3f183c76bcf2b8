-- broken by: alter table tenancy.broadcasts_2 disable row level security;
begin;
select plan(1);

select is_empty(
  $$
  select t.name
  from fixture.our_tables as t
  where t.is_tenant and not t.has_row_security
  $$,
  'no table with user_id is without row level security'
);

select * from finish();
rollback;
