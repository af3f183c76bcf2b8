begin;
select plan(5);

select fixture.make_tenant(n) from generate_series(1, 6) as n;
set local role tradekeel_operator;
select is_empty($$ select * from ops.fn_list_stopped(10) $$, 'nothing is stopped');
select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'one');
select ops.fn_pause_account(fixture.user_id(2), fixture.account_id(2), 'two');
select ops.fn_pause_user(fixture.user_id(3), 'three');
select ops.fn_revoke_user(fixture.user_id(4), 'four');
select ops.fn_pause_everything('all');
reset role;
update ledger.capital set tenant_paused_at = now(), tenant_pause_reason = 'holidays'
 where profile_id = fixture.profile_id(5);
update ledger.capital set trading_state = 'breached' where profile_id = fixture.profile_id(6);
set local role tradekeel_operator;
select results_eq(
  $$ select s.what, right(coalesce(s.profile_id, s.account_id, s.user_id)::text, 1), s.state,
            s.reason
       from ops.fn_list_stopped(10) as s $$,
  $$ values ('everything', null, format('paused by %s', session_user) collate "default",
             'all'),
            ('user', '4', 'revoked', 'four'),
            ('user', '3', 'suspended', null),
            ('account', '2', 'halted', 'operator: two'),
            ('profile', '6', 'breached', null),
            ('profile', '1', 'paused', null),
            ('profile', '5', 'paused by its owner', 'holidays') $$,
  'the widest first'
);
select is_empty(
  $$ select from ops.fn_list_stopped(10) as s where s.next_step is null $$,
  'each says what lets it go on'
);
select is((select count(*) from ops.fn_list_stopped(2)), 2::bigint, 'so many and no more');
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_stopped(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
