begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.begin_entry(1, 'r1', 0.001);
set local role tradekeel_operator;
select is(
  (select p.unresolved_attempts from ops.fn_pause_everything('test') as p), 1::bigint,
  'one had begun'
);
select ops.fn_resume_everything('over');
reset role;
select results_eq(
  $$ select a.entry_point::text collate "default",
            a.operator = session_user, a.arguments ->> 'reason', a.result ->> 'was'
       from ops.audit as a
      where a.entry_point ~ '^ops' and a.user_id = '00000000-0000-0000-0000-000000000000'
      order by a.recorded_at $$,
  $$ values ('ops.fn_pause_everything', true, 'test', null),
            ('ops.fn_resume_everything', true, 'over', 'test') $$,
  'both calls are on record'
);
select is_empty('select * from fixture.violations()', 'every check is empty');

select * from finish();
rollback;
