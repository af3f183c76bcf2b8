begin;
select plan(5);

select fixture.stage(1);
update tenancy.profiles set cushion_rate = 0;
select fixture.leave_available(1, 506.009999999999);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1),
  '^LGR01 profile=.* wanted=506.010000000000 rest=-0.000000000001 cushion=0',
  'by the last digit'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
select fixture.leave_available(1, 506.01);
select is(fixture.refused_entry(1), 'not refused', 'all that is available is enough');
select is(fixture.amounts(1), '506.01 506.01 0 0 active', 'and available is 0 then');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
