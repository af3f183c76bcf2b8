begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.add_profile(1, 2);
set local role tradekeel_bridge;
select is(
  engine.fn_check_capital(fixture.user_id(1), fixture.account_id(1)), 0, 'none differs'
);
reset role;
update ledger.capital set allocated = allocated + 1 where profile_id = fixture.profile_id(2);
set local role tradekeel_bridge;
select is(
  engine.fn_check_capital(fixture.user_id(1), fixture.account_id(1)), 1, 'one does'
);
reset role;
select is(
  (select string_agg(c.trading_state, ' ' order by c.profile_id) from ledger.capital as c),
  'active paused', 'and only that one is paused'
);
select is(fixture.mismatches(1), 'ledger_drift open 1', 'noted without a run');
set local role tradekeel_bridge;
select is(
  engine.fn_check_capital(fixture.user_id(1), fixture.account_id(1)), 1, 'again'
);
reset role;
select is(fixture.mismatches(1), 'ledger_drift open 1', 'the same mismatch');

select * from finish();
rollback;
