begin;
select plan(3);

select fixture.make_tenant(1);
select reconciliation.note_mismatch(
  fixture.user_id(1), fixture.account_id(1), null, null, 'order_foreign', 's', '{"id": "1"}');
select reconciliation.note_mismatch(
  fixture.user_id(1), fixture.account_id(1), null, null, 'ledger_drift', 's', '{}');
select ops.fn_accept_mismatch(fixture.user_id(1),
  fixture.mismatch_of('order_foreign'), 'x');
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal('select ops.fn_accept_mismatch(' || a.arguments || ')'), 5)
       from (values
         ($c$fixture.user_id(1), fixture.token(9), ''$c$),
         ($c$fixture.user_id(1), fixture.token(9), 'x'$c$),
         ($c$fixture.user_id(2), fixture.mismatch_of('order_foreign'), 'x'$c$),
         ($c$fixture.user_id(1), fixture.mismatch_of('order_foreign'), 'x'$c$),
         ($c$fixture.user_id(1), fixture.mismatch_of('ledger_drift'), 'x'$c$)
       ) as a (arguments) $$,
  $$ values
       ('OPR01'),
       ('TNR01'),
       ('TNR01'),
       ('OPC13'),
       ('OPR13') $$,
  'arguments first, then the object, then its state'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_accept_mismatch(
    fixture.user_id(1),
    fixture.mismatch_of('order_foreign'), 'x') $$),
  array['tradekeel_operator'], 'and only they may'
);

select * from finish();
rollback;
