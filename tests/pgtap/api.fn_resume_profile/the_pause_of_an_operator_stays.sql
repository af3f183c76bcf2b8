begin;
select plan(3);

select fixture.stage(1);
select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'investigated');
select fixture.act_as_tenant(1);
select api.fn_pause_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p1', 'mine');
select api.fn_resume_profile(fixture.user_id(1)::text, fixture.profile_id(1)::text, 'p2');
reset role;
set local role tradekeel_bridge;
select is(fixture.call_apply(1), 'pause applied, resume applied', 'in the order of asking');
select throws_ok('select fixture.call_begin_entry(1)', 'LGR02', null, 'no entry begins');
reset role;
select fixture.act_as_tenant(1);
select is((select r.state from api.runtime_state as r), 'paused', 'still the operator''s');

select * from finish();
rollback;
