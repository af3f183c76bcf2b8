begin;
select plan(5);

select fixture.make_tenant(1);
select reconciliation.note_mismatch(
  fixture.user_id(1), fixture.account_id(1), null, null, 'order_foreign', 's', '{"id": "1"}');
select reconciliation.note_mismatch(
  fixture.user_id(1), fixture.account_id(1), null, null, 'ledger_drift', 's', '{}');
create temporary table mismatch as select m.kind, m.mismatch_id from reconciliation.mismatches as m;
grant select on mismatch to public;
delete from reconciliation.mismatches where kind = 'ledger_drift';
set local role tradekeel_operator;
select is(
  (select ops.fn_accept_mismatch(fixture.user_id(1), m.mismatch_id, 'by hand')
     from mismatch as m where m.kind = 'order_foreign'), 'accepted', 'accepted'
);
reset role;
select is(
  reconciliation.note_mismatch(
    fixture.user_id(1), fixture.account_id(1), null, null, 'order_foreign', 's', '{"id": "1"}'),
  0, 'the same is no news'
);
select is(
  engine.fn_read_health() ->> 'reconciliationMismatchCount', '0', 'and the gauge is 0'
);
select is(
  reconciliation.note_mismatch(
    fixture.user_id(1), fixture.account_id(1), null, null, 'order_foreign', 's', '{"id": "2"}'),
  1, 'another figure is'
);
select results_eq(
  $$ select m.accepted_by = session_user, m.accept_reason,
            fixture.audited(1, 'ops.fn_accept_mismatch')
       from reconciliation.mismatches as m where m.state = 'accepted' $$,
  $$ values (true, 'by hand', 1) $$, 'by whom and why'
);

select * from finish();
rollback;
