begin;
select plan(3);

select fixture.make_tenant(1);
select tenancy.record_breach(fixture.user_id(1), 'api.fn_request_entry', fixture.user_id(2), 'a');
select tenancy.record_breach(fixture.user_id(1), 'api.fn_request_exit', null, 'b');
set local role tradekeel_operator;
select results_eq(
  $$ select b.user_id, b.entry_point, b.named_user_id, b.named_object
       from ops.fn_list_breaches(10) as b $$,
  $$ values (fixture.user_id(1), 'api.fn_request_exit', null::uuid, 'b'),
            (fixture.user_id(1), 'api.fn_request_entry', fixture.user_id(2), 'a') $$,
  'the caller, and whom it named'
);
select is((select count(*) from ops.fn_list_breaches(1)), 1::bigint, 'so many and no more');
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_breaches(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
