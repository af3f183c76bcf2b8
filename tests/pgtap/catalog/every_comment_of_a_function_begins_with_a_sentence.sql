-- broken by: comment on function ledger.post is 'posts';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, obj_description(f.function_oid, 'pg_proc')
  from fixture.our_functions as f
  where obj_description(f.function_oid, 'pg_proc') !~ '^[A-Z].*\.$'
  $$,
  'no comment begins in lower case or ends without a full stop'
);

select * from finish();
rollback;
