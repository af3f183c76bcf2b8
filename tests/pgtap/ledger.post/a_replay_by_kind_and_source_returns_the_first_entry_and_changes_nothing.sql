begin;
select plan(7);

select fixture.make_tenant(1);
create function pg_temp.post(
  p_kind text, p_source text, p_pnl numeric, p_is_fact boolean default true
) returns bigint
language sql as $$
  select ledger.post(fixture.user_id(1), fixture.profile_id(1), p_kind, p_source, 0, 0, 0, p_pnl,
    p_is_fact, clock_timestamp(), '{}')
$$;
select is(pg_temp.post('funding', 'income:' || fixture.token(1), -3), 2::bigint, 'entry 2');
create temporary table before as select fixture.digest() as digest;
select is(pg_temp.post('funding', 'income:' || fixture.token(1), -3), 2::bigint, 'again: entry 2');
select is(
  pg_temp.post('funding', 'income:' || fixture.token(1), -9999), 2::bigint,
  'whatever the amount says this time'
);
select is(fixture.digest(), (select digest from before), 'nothing was written');
select is(
  pg_temp.post('interest', 'income:' || fixture.token(1), -1), 3::bigint,
  'another kind of the same source is another entry'
);
select is(
  pg_temp.post('funding', format('income:%s:2', fixture.token(1)), -1), 4::bigint,
  'and so is another revision'
);
select is(fixture.amounts(1), '1000 0 0 -5 active', 'three were booked');

select * from finish();
rollback;
