begin;
select plan(1);

select fixture.stage(1);
select is(
  fixture.roles_that_may($$ select fixture.call_incomes(1, '[]') $$),
  array['tradekeel_bridge'], 'nobody else'
);

select * from finish();
rollback;
