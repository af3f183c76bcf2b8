begin;
select plan(1);

select fixture.stage(1);
select fixture.rest_order(1);
select is(
  fixture.roles_that_may($$ select fixture.call_begin_cancel(1, 'r1') $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
