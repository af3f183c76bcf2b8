begin;
select plan(5);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select is(left(fixture.refusal(c.call), 5), c.code, c.call)
  from (values
    ($x$ select ops.fn_explain_profile(fixture.user_id(1), fixture.profile_id(2)) $x$, 'TNR01'),
    ($x$ select ops.fn_explain_profile(fixture.user_id(2), fixture.profile_id(1)) $x$, 'TNR01'),
    ($x$ select ops.fn_explain_profile(fixture.user_id(1), null) $x$, 'TNR01'),
    ($x$ select ops.fn_explain_profile(null, fixture.profile_id(1)) $x$, 'TNR01')
  ) as c (call, code);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
