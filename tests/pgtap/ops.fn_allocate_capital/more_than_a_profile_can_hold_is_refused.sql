begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select throws_ok(
  $$ select ops.fn_allocate_capital(
       fixture.user_id(1), fixture.profile_id(1), gen_random_uuid(), 1e20) $$,
  'LGR03', null, 'together with what is there it passes 1e20'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
set local role tradekeel_operator;
select is(
  ops.fn_allocate_capital(
    fixture.user_id(1), fixture.profile_id(1), gen_random_uuid(), 1e20 - 1000),
  1e20, 'up to it'
);

select * from finish();
rollback;
