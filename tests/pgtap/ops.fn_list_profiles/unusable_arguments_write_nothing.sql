begin;
select plan(6);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select is(left(fixture.refusal(c.call), 5), c.code, c.call)
  from (values
    ($x$ select ops.fn_list_profiles(fixture.user_id(1), null) $x$, 'LCR01'),
    ($x$ select ops.fn_list_profiles(fixture.user_id(1), 0) $x$, 'LCR01'),
    ($x$ select ops.fn_list_profiles(fixture.user_id(9), 1001) $x$, 'LCR01'),
    ($x$ select ops.fn_list_profiles(fixture.user_id(9), 10) $x$, 'TNR01'),
    ($x$ select ops.fn_list_profiles(null, 10) $x$, 'TNR01')
  ) as c (call, code);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
