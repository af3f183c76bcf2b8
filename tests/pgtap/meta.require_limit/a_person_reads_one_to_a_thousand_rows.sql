begin;
select plan(3);

select results_eq(
  $$ select left(fixture.refusal(format('select meta.require_limit(%L)', n)), 5)
       from unnest(array[null, -1, 0, 1001]) as n $$,
  $$ select 'LCR01' from generate_series(1, 4) $$, 'not none, and not all there is'
);
select lives_ok(format('select meta.require_limit(%L)', n), n || ' is taken')
  from unnest(array[1, 1000]) as n;

select * from finish();
rollback;
