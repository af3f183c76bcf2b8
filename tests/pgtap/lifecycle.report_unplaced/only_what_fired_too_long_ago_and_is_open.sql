begin;
select plan(4);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
update lifecycle.protections set created_at = created_at - interval '1 hour';
select lifecycle.report_unplaced(fixture.user_id(1), fixture.account_id(1));
select is(fixture.incidents(1), 'none', 'armed ones wait as long as they like');
update lifecycle.protections
   set state = 'fired', fired_at = clock_timestamp() - interval '50 seconds';
select lifecycle.report_unplaced(fixture.user_id(1), fixture.account_id(1));
select is(fixture.incidents(1), 'none', 'within protection_limit_seconds');
savepoint fired;
update lifecycle.positions set state = 'closed', closed_at = clock_timestamp(), quantity = 0,
  cost_basis = 0, notional = 0;
update lifecycle.protections set fired_at = clock_timestamp() - interval '61 seconds';
select lifecycle.report_unplaced(fixture.user_id(1), fixture.account_id(1));
select is(fixture.incidents(1), 'none', 'flat is flat');
rollback to fired;
update lifecycle.protections set fired_at = clock_timestamp() - interval '61 seconds';
select lifecycle.report_unplaced(fixture.user_id(1), fixture.account_id(1));
select is(fixture.incidents(1), 'protection_unplaced critical', 'after it, and still open');

select * from finish();
rollback;
