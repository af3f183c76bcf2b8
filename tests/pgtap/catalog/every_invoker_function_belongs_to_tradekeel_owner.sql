-- broken by: alter function ledger.post owner to postgres;
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, f.owner
  from fixture.our_functions as f
  where not f.is_definer and f.owner <> 'tradekeel_owner'
  $$,
  'no security invoker function of ours has another owner'
);

select * from finish();
rollback;
