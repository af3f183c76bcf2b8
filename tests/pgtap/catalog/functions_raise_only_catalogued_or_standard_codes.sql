-- broken by: create function ledger.extra() returns void language plpgsql as 'begin raise
--   exception using errcode = ''P0001''; end';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, m.hit[1]
  from fixture.our_functions as f
  cross join lateral regexp_matches(f.source, 'errcode\s*=\s*''([^'']+)''', 'gi') as m (hit)
  where m.hit[1] !~ '^(TN|LG|LC|LK|RC|OP|MT)(R|C|T|I)[0-9]{2}$'
    and m.hit[1] not in ('22023', '42501')
  $$,
  'every errcode in a raise is ours or one of the two standard ones'
);

select * from finish();
rollback;
