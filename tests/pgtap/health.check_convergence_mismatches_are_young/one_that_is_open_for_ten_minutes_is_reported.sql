begin;
select plan(3);

select fixture.make_tenant(1);
select reconciliation.note_mismatch(fixture.user_id(1), fixture.account_id(1), null, null,
  'order_foreign', 'exchange:BTC/USDT:1', '{"symbol": "BTC/USDT"}');
select is_empty('select from health.check_convergence_mismatches_are_young', 'a young one is not');
select fixture.pass_time(1, '11 minutes');
select results_eq(
  'select c.user_id, c.subject = ''order_foreign exchange:BTC/USDT:1'', c.detail
     from health.check_convergence_mismatches_are_young as c',
  $$ values (fixture.user_id(1), true, '{"symbol": "BTC/USDT"}'::jsonb) $$, 'an old one is'
);
update reconciliation.mismatches
   set state = 'accepted', closed_at = clock_timestamp(), accepted_by = 'ann',
       accept_reason = 'test';
select is_empty(
  'select from health.check_convergence_mismatches_are_young', 'one that a person accepted is not'
);

select * from finish();
rollback;
