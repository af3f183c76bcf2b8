begin;
select plan(2);

select fixture.make_tenant(1);
select ledger.post(fixture.user_id(1), fixture.profile_id(1), w.kind,
  'income:' || fixture.token(w.n), 0, 0, 0, w.amount, true, clock_timestamp(), '{}')
  from (values (1, 'fee', -2), (2, 'funding', -1), (3, 'interest', -0.5), (4, 'rebate', 0.25),
    (5, 'liquidation', -4)) as w (n, kind, amount);
select is(
  fixture.rows($$ select d.realized_pnl
    from ledger.derive_capital(fixture.user_id(1), fixture.profile_id(1)) as d $$), '(-7.25)',
  'every kind of income is in the derivation'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
