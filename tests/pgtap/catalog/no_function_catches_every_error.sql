-- broken by: create function ledger.extra() returns void language plpgsql as 'begin exception
--   when others then null; end';
begin;
select plan(1);

select is_empty(
  $$
  select f.identity
  from fixture.our_functions as f
  where f.source ~* '\mwhen\s+others\M'
  $$,
  'when others would hide invariants'
);

select * from finish();
rollback;
