-- broken by: create view health.check_extra as select 1 as one;
begin;
select plan(1);

select is_empty(
  $$
  select c.name, c.violation
  from fixture.violations() as c (name, violation)
  $$,
  'nothing is reported before anything happened'
);

select * from finish();
rollback;
