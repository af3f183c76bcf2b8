begin;
select plan(6);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create function pg_temp.consume(p_amount numeric) returns numeric
language sql as $$
  select trim_scale(ledger.consume(
    fixture.user_id(1), (fixture.attempt(1)).attempt_id, p_amount))
$$;
select is(pg_temp.consume(500), 500::numeric, 'covered');
select is(pg_temp.consume(10), 6.01, 'only the rest is covered');
select is(pg_temp.consume(10), 0::numeric, 'nothing is left');
select is(
  fixture.rows('select trim_scale(consumed), released, closed_at from ledger.reservations'),
  '(506.01,0,)', 'all of it is consumed, and it is open'
);
select is(pg_temp.consume(-10), 0::numeric, 'a negative amount gives nothing back');
select is(
  ledger.consume(fixture.user_id(1), fixture.token(9), 10), 0.0, 'an unknown one covers nothing'
);

select * from finish();
rollback;
