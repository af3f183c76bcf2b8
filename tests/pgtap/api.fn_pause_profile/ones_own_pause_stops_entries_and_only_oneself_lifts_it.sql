begin;
select plan(8);

select fixture.stage(1);
select fixture.act_as_tenant(1);
select is(
  api.fn_pause_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p1', 'holiday'),
  'pending', 'asked for'
);
reset role;
set local role tradekeel_bridge;
select is(fixture.call_apply(1), 'pause applied', 'the engine does it');
select throws_ok(
  'select fixture.call_begin_entry(1)', 'LGR02', null, 'no entry begins'
);
reset role;
select fixture.act_as_tenant(1);
select is(
  (select concat_ws(' ', r.state, r.reason, r.trading_state) from api.runtime_state as r),
  'paused_by_tenant holiday active', 'runtime_state says so'
);
reset role;
select ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'test');
select throws_ok('select fixture.call_begin_entry(1)', 'LGR02', null, 'an operator lifts his own');
select fixture.act_as_tenant(1);
select api.fn_resume_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p2');
reset role;
set local role tradekeel_bridge;
select is(fixture.call_apply(1), 'resume applied', 'the tenant lifts it');
select lives_ok('select fixture.call_begin_entry(1)', 'and entries begin');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
