begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select ops.fn_pause_account(fixture.user_id(1), fixture.account_id(1), 'test');
select throws_ok(
  $$ select fixture.begin_entry(1, 'r1', 0.001) $$,
  (select e.code from ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) as e
    limit 1)::char(5), null, 'the first reason is the code of the refusal'
);
select throws_ok(
  $$ select ops.fn_explain_profile(fixture.user_id(2), fixture.profile_id(1)) $$,
  'TNR01', null, 'of another user: it does not exist'
);
update ledger.capital set trading_state = 'breached', realized_pnl = -2000;
select ok(
  exists (
    select from ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) as e
     where e.code = 'LGR01'
  ), 'no capital is a reason'
);
update ledger.capital set trading_state = 'active', realized_pnl = 0, tenant_paused_at = now();
select is(
  (select e.detail ->> 'tenant_paused_at' is not null
     from ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) as e
    where e.code = 'LGR02'), true, 'the tenant''s own pause is a reason'
);
update tenancy.profiles set cushion_rate = 1 - 1e-9;
update ledger.capital set realized_pnl = -allocated * 1e-9;
select is(
  (select e.detail ->> 'cushion'
     from ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(1)) as e
    where e.code = 'LGR01')::numeric,
  (select c.available from ledger.capital as c), 'what is left is the cushion: a reason too'
);

select * from finish();
rollback;
