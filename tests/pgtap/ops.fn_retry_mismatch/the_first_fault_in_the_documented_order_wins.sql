begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open'))));
reset role;
create temporary table before as select fixture.digest() as digest;
select is(
  fixture.roles_that_may($$ select ops.fn_retry_mismatch(fixture.user_id(1),
    fixture.mismatch_of('order_drift'), 'mended') $$),
  array['tradekeel_operator'], 'nobody else'
);
set local role tradekeel_operator;
select throws_ok(
  $$ select ops.fn_retry_mismatch(fixture.user_id(2), fixture.user_id(2), '') $$,
  'OPR01', null, 'a reason first'
);
select throws_ok(
  $$ select ops.fn_retry_mismatch(
       fixture.user_id(2), fixture.mismatch_of('order_drift'), 'mended') $$,
  'TNR01', null, 'of another user'
);
select throws_ok(
  $$ select ops.fn_retry_mismatch(fixture.user_id(1), null, 'mended') $$,
  'TNR01', null, 'of nobody'
);
select throws_ok(
  $$ select ops.fn_retry_mismatch(
       fixture.user_id(1), fixture.mismatch_of('order_drift'), 'mended') $$,
  'OPC13', null, 'it healed'
);
reset role;
select is(fixture.digest(), (select b.digest from before as b), 'nothing was written');

select * from finish();
rollback;
