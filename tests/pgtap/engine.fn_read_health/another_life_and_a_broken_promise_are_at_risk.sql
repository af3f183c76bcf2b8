begin;
select plan(2);

select fixture.make_tenant(1);
set local session_replication_role = replica;
insert into ledger.capital (user_id, profile_id, account_id, allocated, reserved_for_orders)
values (fixture.user_id(2), fixture.profile_id(2), fixture.account_id(2), 10, 3);
set local session_replication_role = origin;
select engine.fn_measure_check('capital_fold_equals_row', 0);
update meta.installation set timeline = timeline + 1;
select results_eq(
  $$ select r.risk ->> 'promise' from jsonb_array_elements(engine.fn_read_health() -> 'atRisk')
       as r (risk) where r.risk ->> 'reason' not like 'no process%' $$,
  $$ values ('capital'), ('durability') $$, 'both are named'
);
select is(engine.fn_read_health() ->> 'status', 'at_risk', 'at risk');

select * from finish();
rollback;
