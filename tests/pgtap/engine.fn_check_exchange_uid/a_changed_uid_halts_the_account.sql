begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select engine.fn_check_exchange_uid(fixture.user_id(1), fixture.account_id(1), 'u1');
set local role tradekeel_bridge;
select ok(
  not engine.fn_check_exchange_uid(fixture.user_id(1), fixture.account_id(1), 'u2'),
  'not the same'
);
reset role;
select is(fixture.account_state(1), 'halted exchange_uid_changed', 'halted');
select is(fixture.incidents(1), 'account_halted critical', 'with an incident');
select is(
  (select a.exchange_uid from tenancy.exchange_accounts as a), 'u1', 'the first stays on record'
);
select is(
  (select string_agg(f.exchange_uid, ' ') from tenancy.account_fingerprints as f), 'u1',
  'and the other is nobody''s'
);

select * from finish();
rollback;
