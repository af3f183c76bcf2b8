begin;
select plan(2);

select is_empty(
  $$ select a from unnest(array[
       null, 0, -1, 'NaN', 'Infinity', '-Infinity', 100000000000000000000.1, 1e40,
       0.0000000000000000001, 1.0000000000000000001]::numeric[]) as a
      where fixture.refusal(format('select ledger.require_amount(%L, %L)', a, 'quantity'))
            !~ '^LGR03 quantity=' $$,
  'anything else is LGR03 and named'
);
select is_empty(
  $$ select a from unnest(array[1e20, 1, 0.000000000000000001]::numeric[]) as a
      where fixture.refusal(format('select ledger.require_amount(%L, %L)', a, 'quantity'))
            <> 'not refused' $$,
  'the largest and the smallest are usable'
);

select * from finish();
rollback;
