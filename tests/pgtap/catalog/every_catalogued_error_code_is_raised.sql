-- broken by: insert into meta.error_codes (code, disposition, title, hint, runbook) values
--   ('LGR99', 'refused', 'x', 'x', 'x');
begin;
select plan(2);

select is_empty(
  $$
  select e.code, e.title
  from meta.error_codes as e
  where not exists (
    select from fixture.our_functions as f where f.source ~ ('\m' || e.code || '\M')
  )
    -- of the applier, which tests/install compares with its own list
    and e.code !~ '^MT(R|T)'
  $$,
  'meta.error_codes has no code that no function uses'
);

select isnt_empty('select 1 from meta.error_codes', 'and it is not empty');

select * from finish();
rollback;
