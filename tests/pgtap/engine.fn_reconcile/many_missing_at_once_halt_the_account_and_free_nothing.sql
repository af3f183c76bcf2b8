begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select ops.fn_change_setting('mass_missing_count', 2);
select fixture.rest_order(1, 'r1', 0.005);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
select fixture.read_nothing(1);
select fixture.pass_time(1, '1 minute');
create temporary table amounts as select fixture.amounts(1) as before;
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select is(fixture.call_reconcile(1) -> 'lookups', '[]', 'nothing is asked');
select fixture.call_finish(1);
reset role;
select is(fixture.account_state(1), 'halted mass_missing', 'the account is halted');
select is(fixture.incidents(1), 'account_halted critical', 'an incident is open');
select is(fixture.amounts(1), (select a.before from amounts as a), 'nothing is given back');
select is(
  (select string_agg(o.status || o.absent_count, ' ') from lifecycle.orders as o),
  'open0 open0', 'no order is judged, no absence counted'
);
select is(
  (select count(*)::integer from reconciliation.mismatches as m
    where m.kind = 'order_missing_on_exchange' and m.state = 'open'),
  2, 'the differences are on record and stay open'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
