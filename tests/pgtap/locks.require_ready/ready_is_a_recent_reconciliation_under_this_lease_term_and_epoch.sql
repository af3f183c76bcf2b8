begin;
select plan(6);

select fixture.make_tenant(1);
create function pg_temp.ready() returns text
language sql as $$
  select fixture.refusal(format(
    'select locks.require_ready(%L, %L)', fixture.user_id(1), fixture.account_id(1)))
$$;
select matches(pg_temp.ready(), '^LKT01 account=', 'no lease at all');
select fixture.make_ready(1);
select is(pg_temp.ready(), 'not refused', 'reconciled now');
update locks.account_leases set term = 2;
select matches(pg_temp.ready(), '^LKT01', 'a new term');
update locks.account_leases set term = 1, epoch = 2;
select matches(pg_temp.ready(), '^LKT01', 'a new epoch');
update locks.account_leases
   set epoch = 1, reconciled_at = clock_timestamp() - interval '301 seconds';
select matches(pg_temp.ready(), '^LKT01', 'too long ago');
update locks.account_leases set reconciled_at = clock_timestamp() - interval '290 seconds';
select is(pg_temp.ready(), 'not refused', 'within readiness_max_age_seconds');

select * from finish();
rollback;
