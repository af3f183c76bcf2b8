begin;
select plan(1);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is(
  fixture.roles_that_may($$ select fixture.call_persist(1, 'r1', 0, 'open') $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
