begin;
select plan(7);

select fixture.stage(1, 'binanceusdm', 'swap');
-- 506.01 is reserved; the cushion is a thousandth of what is allocated.
select fixture.leave_available(1, 506.516516516516);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1), '^LGR01 profile=.* rest=0.5065.* cushion=0.5065', 'by the last digit'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
select fixture.leave_available(1, 506.516516516517);
set local role tradekeel_bridge;
select is(fixture.refused_entry(1), 'not refused', 'with its cushion it begins');
select fixture.call_incomes(1, jsonb_build_array(fixture.income(1, '{"amount": "-0.01"}')));
reset role;
select is(
  fixture.amounts(1), '506.516516516517 506.01 0 -0.01 active',
  'funding of a cent does not breach a healthy profile'
);
select fixture.call_incomes(1, jsonb_build_array(
  fixture.income(1, '{"id": "i2", "amount": "-0.5"}')));
select is(
  fixture.amounts(1), '506.516516516517 506.01 0 -0.51 breached', 'funding beyond it does'
);
select ops.fn_change_profile(fixture.user_id(1), fixture.profile_id(1), '{"cushion_rate": "0.5"}');
select is(
  (select p.cushion_rate from tenancy.profiles as p), 0.5, 'the rate is a limit of the profile'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
