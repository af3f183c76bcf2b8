-- broken by: alter role tradekeel_bridge reset lock_timeout;
begin;
select plan(1);

select is_empty(
  $$
  select wanted.name
  from unnest(array[
    'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'
  ]) as wanted (name)
  where not exists (
    select from pg_catalog.pg_db_role_setting as s, unnest(s.setconfig) as c (line)
    where s.setrole = 'tradekeel_bridge'::regrole and s.setdatabase = 0
      and c.line ~ ('^' || wanted.name || '=[1-9]')
  )
  $$,
  'statement, lock and idle timeouts are set on the role'
);

select * from finish();
rollback;
