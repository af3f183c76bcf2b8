begin;
select plan(7);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
update lifecycle.positions set quantity = 0.02, cost_basis = 900, realized_pnl = 4;
create temporary table entry as select * from fixture.restate(1);
select is(
  (select e.detail -> 'positions' -> 0 -> 'quantity' from entry as e),
  '["0.02", "0.01"]'::jsonb, 'the entry names row and executions'
);
select is(fixture.positions(1), 'long open 0.01 500 -0.5', 'the row is what they give');
select is_empty('select * from fixture.violations()', 'every promise holds');
select ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'restated');
select fixture.begin_exit(1, 'x1', null);
select fixture.fill_and_settle(fixture.attempt(1, 'x1'), 'x-x1', 51000);
update lifecycle.positions
   set quantity = 0.01, cost_basis = 500, notional = 500, state = 'open', closed_at = null;
select fixture.restate(1);
select is(fixture.positions(1), 'long closed 0 0 9.5', 'one that was sold is closed again');
select is(
  (select max(h.revision) from lifecycle.trade_history as h), 2, 'with a revision of its history'
);
select is((select c.is_held from tenancy.claims as c), false, 'and without a claim');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
