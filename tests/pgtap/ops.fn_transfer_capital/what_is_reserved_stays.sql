begin;
select plan(3);

select fixture.stage(1);
select fixture.add_profile(1, 2);
select fixture.begin_entry(1, 'r1', 0.01);
set local role tradekeel_operator;
select is(
  left(fixture.refusal($$ select ops.fn_transfer_capital(fixture.user_id(1),
    fixture.profile_id(1), fixture.profile_id(2), fixture.token(1), 494) $$), 5), 'LGR01',
  'a cent too much'
);
select is(
  ops.fn_transfer_capital(fixture.user_id(1), fixture.profile_id(1), fixture.profile_id(2),
    fixture.token(1), 493.99), 0::numeric, 'all that is free'
);
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
