begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table run as
select b.run_id, b.lock_term from engine.fn_begin_reconciliation(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1, 300) as b;
create function pg_temp.prove(p_token integer default 1, p_term bigint default null) returns text
language sql as $$
  select fixture.refusal(format(
    'select locks.prove_reconciliation(r, %L, %L) from reconciliation.runs as r
      where r.run_id = %L',
    fixture.token(p_token), coalesce(p_term, (select lock_term from run)),
    (select run_id from run)))
$$;
select is(pg_temp.prove(), 'not refused', 'the present reconciler');
select matches(pg_temp.prove(p_token => 2), '^LKC03', 'another owner');
select matches(pg_temp.prove(p_term => 9), '^LKC03', 'another lock term');
update reconciliation.locks set term = term + 1;
select matches(pg_temp.prove(), '^LKC03', 'the lock went on to another holding');
update reconciliation.locks set term = term - 1, expires_at = clock_timestamp();
select matches(pg_temp.prove(), '^LKC03', 'the lock expired');
update reconciliation.locks set expires_at = clock_timestamp() + interval '1 minute';
update locks.account_leases set term = 2;
select matches(pg_temp.prove(), '^LKC01', 'the account was leased anew');
update reconciliation.runs set state = 'abandoned', finished_at = clock_timestamp()
 where run_id = (select run_id from run);
select matches(pg_temp.prove(), '^RCC01', 'the run is not live: said first');

select * from finish();
rollback;
