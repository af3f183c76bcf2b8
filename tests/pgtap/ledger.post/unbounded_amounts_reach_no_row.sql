begin;
select plan(2);

select fixture.make_tenant(1);
create temporary table before as select fixture.digest() as digest;
select is_empty(
  $$ select a from unnest(array['NaN', 'Infinity', '-Infinity', 1e21, -1e21,
       0.0000000000000000001]::numeric[]) as a
      where fixture.refusal(format(
        'select ledger.post(%L, %L, %L, %L, 0, 0, 0, %L, true, clock_timestamp(), %L)',
        fixture.user_id(1), fixture.profile_id(1), 'rebate', 'income:' || gen_random_uuid(), a,
        '{}')) !~ '^(LGR03|23514)' $$,
  'not a number, infinite, beyond 1e20: refused; finer than 18 decimals: by CHECK'
);
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
