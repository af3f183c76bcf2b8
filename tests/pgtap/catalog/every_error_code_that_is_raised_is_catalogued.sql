-- broken by: delete from meta.error_codes where code = 'LGR01';
begin;
select plan(1);

select is_empty(
  $$
  select u.code, min(f.identity)
  from fixture.our_functions as f
  cross join lateral regexp_matches(
    f.source, '\m((?:TN|LG|LC|LK|RC|OP|MT)[A-Z][0-9]{2})\M', 'g'
  ) as m (hit)
  cross join lateral (select m.hit[1] as code) as u
  where not exists (select from meta.error_codes as e where e.code = u.code)
  group by u.code
  $$,
  'functions use no code that meta.error_codes does not have'
);

select * from finish();
rollback;
