begin;
select plan(1);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select fixture.call_begin_exit(1);
select is(
  fixture.roles_that_may($$ select fixture.call_persist(1, 'x1', 0, 'open') $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
