begin;
select plan(4);

select fixture.make_tenant(n) from generate_series(1, 3) as n;
select ops.fn_pause_account(fixture.user_id(2), fixture.account_id(2), 'test');
update ledger.capital set trading_state = 'breached', realized_pnl = -2000
 where profile_id = fixture.profile_id(3);
select health.open_incident(fixture.user_id(3), 'late_truth', 'critical', 's', 'x', '{}');
select reconciliation.note_mismatch(
  fixture.user_id(1), fixture.account_id(1), null, null, 'order_foreign', 's', '{}');
set local role tradekeel_auditor;
create temporary table status as select ops.fn_read_status() as document;
reset role;
select results_eq(
  $$ select p.profile ->> 'profile_id' from status as s,
            jsonb_array_elements(s.document -> 'profiles') with ordinality as p (profile, place)
      order by p.place $$,
  $$ values (fixture.profile_id(3)::text), (fixture.profile_id(2)::text),
       (fixture.profile_id(1)::text) $$, 'breached, halted, the others'
);
select is(
  (select s.document #>> '{openIncidents,0,kind}' from status as s), 'late_truth', 'incidents'
);
select is(
  (select s.document #>> '{openMismatches,0,kind}' from status as s), 'order_foreign', 'mismatches'
);
select is(
  fixture.roles_that_may('select ops.fn_read_status()'),
  array['tradekeel_auditor', 'tradekeel_operator'], 'for operators and auditors, not monitoring'
);

select * from finish();
rollback;
