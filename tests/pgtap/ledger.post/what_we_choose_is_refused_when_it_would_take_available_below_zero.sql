begin;
select plan(9);

select fixture.make_tenant(1);
create function pg_temp.post(
  p_allocated numeric, p_orders numeric, p_pnl numeric, p_is_fact boolean
) returns text
language sql as $$
  select fixture.refusal(format(
    'select ledger.post(%L, %L, %L, %L, %s, %s, 0, %s, %L, clock_timestamp(), %L)',
    fixture.user_id(1), fixture.profile_id(1), 'correction', 'change:' || gen_random_uuid(),
    p_allocated, p_orders, p_pnl, p_is_fact, '{}'))
$$;
create temporary table before as select fixture.digest() as digest;
select matches(
  pg_temp.post(0, 1000.000000000001, 0, false), '^LGR01 profile=.* kind=correction wanted=1000.0',
  'by the last digit'
);
select matches(pg_temp.post(-1001, 0, 0, false), '^LGR01', 'taking capital away too');
select is(fixture.digest(), (select digest from before), 'nothing was written');
select is(pg_temp.post(0, 1000, 0, false), 'not refused', 'down to zero is fine');
select is(pg_temp.post(0, 0, -5, true), 'not refused', 'a fact is recorded');
select is(fixture.amounts(1), '1000 1000 0 -5 breached', 'and breaches');
select is(pg_temp.post(0, -1, 0, false), 'not refused', 'what makes it better is never refused');
select matches(pg_temp.post(0, 1, 0, false), '^LGR01', 'what makes it worse is');
select is(fixture.amounts(1), '1000 999 0 -5 breached', 'it does not become active by itself');

select * from finish();
rollback;
