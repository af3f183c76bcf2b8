begin;
select plan(3);

create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select fixture.refusal(format('select engine.fn_measure_check(%L, %L)', a.name, a.age))
       from (values
         ('no such', '-1'), ('no such', 'NaN'), ('no such', null), ('no such', '1'),
         (null, '1'), ('x" from meta.settings --', '1')
       ) as a (name, age) $$,
  $$ values
       ('LCR01 max_age_seconds=-1 wanted=0 to 86400'),
       ('LCR01 max_age_seconds=NaN wanted=0 to 86400'),
       ('LCR01 max_age_seconds= wanted=0 to 86400'),
       ('LCR01 check=no such'), ('LCR01 check='), ('LCR01 check=x" from meta.settings --') $$,
  'the age first, then the name'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_measure_check('no such', 1) $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
