begin;
select plan(9);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table doc as
select fixture.document(jsonb_build_array(
  fixture.reading(1, 'r1', 0.004, 'open') || '{"filled": "2000000000000000000"}')) as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d)) from generate_series(1, 4);
reset role;
set local role tradekeel_operator;
select throws_ok(
  $$ select ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'go') $$,
  'RCC04', null, 'not while it is stopped'
);
select is(
  (select e.code from ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) as e
    where e.code = 'RCC04'), 'RCC04', 'explained'
);
select ok(
  ops.fn_retry_mismatch(fixture.user_id(1), fixture.mismatch_of('order_drift'), 'mended'),
  'tried again'
);
select ok(
  not ops.fn_retry_mismatch(fixture.user_id(1), fixture.mismatch_of('order_drift'), 'mended'),
  'a repetition changes nothing'
);
select is(
  ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'go'), 'active', 'resumed'
);
reset role;
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open'))));
reset role;
select is(fixture.mismatches(1), 'order_drift healed 5', 'what is mended is brought in');
select is(
  fixture.incidents(1), 'mismatch_repeated warning, row_quarantined warning', 'its incident closed'
);
select is(
  (select count(*) from ops.audit as a where a.entry_point = 'ops.fn_retry_mismatch'), 1::bigint,
  'on record once'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
