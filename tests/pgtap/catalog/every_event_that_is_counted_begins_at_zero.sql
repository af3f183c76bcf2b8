-- broken by: delete from health.counters where counter = 'rebuilds';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, m.found[1]
  from fixture.our_functions as f
  cross join lateral regexp_matches(
    f.source, $re$count_(?:event|amount)\([^']*(?:'[0-9a-f-]{36}',\s*)?'(\w+)'$re$, 'g'
  ) as m (found)
  where not exists (
    select from health.counters as c where c.counter = m.found[1] and c.total = 0
  )
  $$,
  'every counter that a function of ours counts is there from the beginning'
);

select * from finish();
rollback;
