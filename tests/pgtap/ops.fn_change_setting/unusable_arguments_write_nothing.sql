begin;
select plan(2);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_change_setting(%L, %L)', a1, a2)), 5)
       from (values
         (1, null::text, 5::numeric),
         (2, '', 5),
         (3, 'no_such', 5),
         (4, 'send_window_ms', null),
         (5, 'send_window_ms', 'NaN'),
         (6, 'send_window_ms', 'Infinity'),
         (7, 'send_window_ms', -1),
         (8, 'send_window_ms', 60001)
       ) as w (n, a1, a2)
      order by n $$,
  $$ values ('OPR01'), ('OPR01'), ('OPR01'), ('OPR01'), ('OPR01'), ('OPR01'), ('OPR01'),
       ('OPR01') $$,
  'key, value'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
