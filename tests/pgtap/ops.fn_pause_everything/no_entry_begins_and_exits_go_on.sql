begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.fill_and_settle(fixture.begin_entry(1, 'r1', 0.001), 'x1');
set local role tradekeel_operator;
select results_eq(
  $$ select p.paused_at is not null, p.unresolved_attempts
       from ops.fn_pause_everything('test') as p $$,
  'values (true, 0::bigint)', 'stopped, and nothing is under way'
);
reset role;
select throws_ok(
  $$ select fixture.begin_entry(1, 'r2', 0.01, 'ETH/USDT') $$, 'OPT11', null, 'no entry begins'
);
select lives_ok($$ select fixture.begin_exit(1, 'r3', null) $$, 'an exit does');
select results_eq(
  $$ select i.paused_by = session_user, i.pause_reason from meta.installation as i $$,
  $$ values (true, 'test') $$, 'by whom and why'
);
select is(engine.fn_read_health() #>> '{database,isPaused}', 'true', 'health says so');
set local role tradekeel_operator;
select ops.fn_pause_everything('again');
select is(ops.fn_resume_everything('test'), true, 'a replay changed nothing; resumed');
reset role;
select lives_ok(
  $$ select fixture.begin_entry(1, 'r2', 0.01, 'ETH/USDT') $$, 'and entries begin again'
);

select * from finish();
rollback;
