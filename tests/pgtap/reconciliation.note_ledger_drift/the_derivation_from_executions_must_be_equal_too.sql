begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select is(
  reconciliation.note_ledger_drift(fixture.user_id(1), fixture.account_id(1), null), 0, 'equal'
);
update lifecycle.executions set fee_quote_delta = fee_quote_delta + 0.000000000001;
select is(
  reconciliation.note_ledger_drift(fixture.user_id(1), fixture.account_id(1), null), 1,
  'the journal folds to the row, the executions do not'
);
select is(fixture.mismatches(1), 'ledger_drift open 1', 'noted');

select * from finish();
rollback;
