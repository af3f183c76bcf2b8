begin;
select plan(3);

select is(locks.require_seconds(0.1), interval '0.1 s', 'the shortest');
select is(locks.require_seconds(600), interval '10 minutes', 'the longest');
select is_empty(
  $$ select s from unnest(array[
       0, 0.099, -1, 600.001, 'NaN', 'Infinity', '-Infinity', null]::numeric[]) as s
      where fixture.refusal(format('select locks.require_seconds(%L)', s)) !~ '^LKR01 seconds=' $$,
  'anything else is LKR01'
);

select * from finish();
rollback;
