-- broken by: create function ledger.extra() returns void language plpgsql as 'begin update
--   ledger.capital set changed_at = clock_timestamp(); end';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, btrim(m.hit[1])
  from fixture.our_functions as f
  cross join lateral regexp_matches(
    -- an update's set list, or that of on conflict do update, up to where it must end
    regexp_replace(f.source, '--[^\n]*', '', 'g'),
    '\mset\s+((?:(?!\m(?:where|returning|from)\M)[^;])*?'
    || '\m(?:clock_timestamp|statement_timestamp|timeofday|gen_random_uuid|random|nextval)\s*\()',
    'gi'
  ) as m (hit)
  union all
  select f.identity, btrim(m.hit[1])
  from fixture.our_functions as f
  cross join lateral regexp_matches(
    regexp_replace(f.source, '--[^\n]*', '', 'g'),
    '\mdo\s+update\M[^;]*?\mwhere\M([^;]*?\m(?:clock_timestamp|random)\s*\()', 'gi'
  ) as m (hit)
  $$,
  'the clock, a uuid or chance is read into a variable first'
);

select * from finish();
rollback;
