-- broken by: alter function engine.fn_heartbeat security invoker;
begin;
select plan(1);

select is_empty(
  $$
  select f.identity, f.language, f.is_definer
  from fixture.our_functions as f
  where f.schema in ('api', 'engine', 'ops')
    and (f.language <> 'plpgsql' or not f.is_definer)
  $$,
  'language plpgsql, security definer, owned by the engine role'
);

select * from finish();
rollback;
