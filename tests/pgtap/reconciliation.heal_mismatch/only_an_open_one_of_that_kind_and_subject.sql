begin;
select plan(6);

select fixture.make_tenant(1);
select reconciliation.note_mismatch(fixture.user_id(1), fixture.account_id(1), null, null,
  'order_foreign', 's', '{}');
select ok(not reconciliation.heal_mismatch(
  fixture.user_id(1), fixture.account_id(1), 'order_foreign', 't'), 'another subject');
select ok(not reconciliation.heal_mismatch(
  fixture.user_id(1), fixture.account_id(1), 'order_drift', 's'), 'another kind');
select ok(not reconciliation.heal_mismatch(
  fixture.user_id(2), fixture.account_id(1), 'order_foreign', 's'), 'another user');
select is(fixture.mismatches(1), 'order_foreign open 1', 'it stays open');
select ok(reconciliation.heal_mismatch(
  fixture.user_id(1), fixture.account_id(1), 'order_foreign', 's'), 'its own');
select ok(not reconciliation.heal_mismatch(
  fixture.user_id(1), fixture.account_id(1), 'order_foreign', 's'), 'once');

select * from finish();
rollback;
