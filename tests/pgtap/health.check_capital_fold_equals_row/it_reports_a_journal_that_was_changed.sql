begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
update ledger.entries set realized_pnl_delta = 1 where seq = 3;
select is(
  fixture.rows($$ select detail ->> 'realized_pnl' from health.check_capital_fold_equals_row $$),
  '(1)', 'an entry that says something else'
);
update ledger.entries set realized_pnl_delta = 0 where seq = 3;
select is_empty('select * from health.check_capital_fold_equals_row', 'repaired: empty again');
delete from ledger.entries where seq = 4;
select isnt_empty('select * from health.check_capital_fold_equals_row', 'an entry that is gone');

select * from finish();
rollback;
