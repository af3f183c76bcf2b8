begin;
select plan(4);

select fixture.make_tenant(1);
select results_eq(
  $$ select e.code from ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) as e $$,
  $$ values ('LKC01'), ('none') $$, 'nobody drives it, and nobody asks'
);
select fixture.make_ready(1);
select fixture.begin_entry(1, 'r1', 0.001);
select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'test');
select ops.fn_rerun_reconciliation(fixture.user_id(1), fixture.account_id(1), 'test');
select ops.fn_pause_account(fixture.user_id(1), fixture.account_id(1), 'test');
select ops.fn_pause_user(fixture.user_id(1), 'test');
select ops.fn_pause_everything('test');
update ledger.capital
   set pnl_day = (now() at time zone 'utc')::date, pnl_of_day = -5, last_loss_at = now();
update tenancy.profiles
   set max_open_positions = 0, max_daily_loss = 5, loss_cooldown_seconds = 60;
update meta.installation set timeline = timeline + 1;
set local role tradekeel_auditor;
select results_eq(
  $$ select e.code from ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) as e $$,
  $$ values ('MTI01'), ('OPT11'), ('TNR05'), ('TNR02'), ('LKT01'), ('LGR02'), ('LCR15'),
       ('LCR16'), ('LCR06'), ('LCC02'), ('none') $$, 'everything at once, in this order'
);
select is_empty(
  $$ select e.code from ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) as e
      where e.reason is null or e.next_step is null or e.runbook is null or e.detail is null $$,
  'each with what to do'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'for operators and auditors'
);

select * from finish();
rollback;
