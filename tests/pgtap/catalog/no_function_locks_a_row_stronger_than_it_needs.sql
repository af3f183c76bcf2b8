-- broken by: create function ledger.extra() returns void language plpgsql as 'begin perform from
--   ledger.capital for update; end';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  where f.source ~* '\mfor\s+update\M'
  $$,
  'for update blocks foreign keys; for no key update does not'
);

select * from finish();
rollback;
