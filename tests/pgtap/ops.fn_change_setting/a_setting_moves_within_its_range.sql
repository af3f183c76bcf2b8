begin;
select plan(5);

set local role tradekeel_operator;
select is(ops.fn_change_setting('missing_snapshot_count', 5), 3::numeric, 'the value before');
select is(ops.fn_change_setting('missing_snapshot_count', 3), 5::numeric, 'and back');
select results_eq(
  $$ select fixture.refusal(format('select ops.fn_change_setting(%L, %L)', a.key, a.value))
       from (values ('no_such', '1'), (null, '1'), ('missing_snapshot_count', '0'),
         ('missing_snapshot_count', '101'), ('missing_snapshot_count', 'NaN'),
         ('missing_snapshot_count', null)) as a (key, value) $$,
  $$ values ('OPR01 key=no_such value=1'), ('OPR01 key= value=1'),
       ('OPR01 key=missing_snapshot_count value=0'),
       ('OPR01 key=missing_snapshot_count value=101'),
       ('OPR01 key=missing_snapshot_count value=NaN'),
       ('OPR01 key=missing_snapshot_count value=') $$, 'nothing else'
);
reset role;
select is(
  (select string_agg(concat_ws(' ', a.arguments, a.result), ', ' order by a.recorded_at)
     from ops.audit as a where a.entry_point ~ '^ops'),
  '{"key": "missing_snapshot_count", "value": "5"} {"before": "3"}, '
    || '{"key": "missing_snapshot_count", "value": "3"} {"before": "5"}', 'on record'
);
select is(
  fixture.roles_that_may($$ select ops.fn_change_setting('clock_skew_ms', 1) $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
