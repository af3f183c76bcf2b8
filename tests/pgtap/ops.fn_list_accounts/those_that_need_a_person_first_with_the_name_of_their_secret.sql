begin;
select plan(4);

select fixture.make_tenant(n) from generate_series(1, 5) as n;
select fixture.make_ready(n) from generate_series(1, 3) as n;
select fixture.make_ready(5);
select engine.fn_report_exchange(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), 'RequestTimeout', 900, 40);
select ops.fn_pause_account(fixture.user_id(3), fixture.account_id(3), 'three');
update tenancy.exchange_accounts set state = 'closed' where account_id = fixture.account_id(5);
set local role tradekeel_operator;
select results_eq(
  $$ select right(a.account_id::text, 1), a.state, a.halt_reason, a.is_driven, a.is_ready, a.host,
            a.error_class
       from ops.fn_list_accounts(10) as a $$,
  $$ values ('3', 'halted', 'operator: three', true, true, 'fixture', null),
            ('4', 'active', null, false, false, null, null),
            ('1', 'active', null, true, true, 'fixture', 'RequestTimeout'),
            ('2', 'active', null, true, true, 'fixture', null) $$,
  'halted, driven by nobody, not reached, well; a closed one is not shown'
);
select is(
  (select array_agg(distinct a.credentials_ref) from ops.fn_list_accounts(10) as a),
  array['env:FIXTURE'], 'where the secret is, and not the secret'
);
select is((select count(*) from ops.fn_list_accounts(2)), 2::bigint, 'so many and no more');
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_accounts(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
