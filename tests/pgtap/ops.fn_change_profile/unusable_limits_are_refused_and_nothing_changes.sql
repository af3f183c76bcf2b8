begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_change_profile(%L, %L, %L)',
       fixture.user_id(1), fixture.profile_id(a.n), a.limits)), 5)
       from (values (2, null), (2, '[]'), (2, '{"x": 1}'), (1, '{"name": "x"}'),
         (1, '{"max_leverage": 0}'), (1, '{"max_leverage": "many"}'),
         (1, '{"max_open_positions": null}'), (1, '{"max_open_positions": 99999999999}'),
         (1, '{"stop_loss_rate": "NaN"}'), (1, '{"max_daily_loss": "-1"}')) as a (n, limits) $$,
  $$ values ('OPR01'), ('OPR01'), ('TNR01'), ('OPR01'), ('OPR01'), ('OPR01'), ('OPR01'), ('OPR01'),
       ('OPR01'), ('OPR01') $$, 'each'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_change_profile(
    fixture.user_id(1), fixture.profile_id(1), '{}') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
