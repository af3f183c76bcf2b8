-- broken by: alter function engine.fn_heartbeat owner to tradekeel_owner;
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, f.owner
  from fixture.our_functions as f
  where f.is_definer
    and f.owner <> 'tradekeel_engine'
    -- what they do takes the right of another owner
    and f.name <> all (fixture.functions_of_others())
  $$,
  'no security definer function of ours has another owner'
);

select * from finish();
rollback;
