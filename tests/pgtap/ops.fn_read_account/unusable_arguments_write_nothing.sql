begin;
select plan(8);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select is(left(fixture.refusal(c.call), 5), c.code, c.call)
  from (values
    ($x$ select ops.fn_read_account(fixture.user_id(1), fixture.account_id(1), null) $x$, 'LCR01'),
    ($x$ select ops.fn_read_account(fixture.user_id(1), fixture.account_id(2), 0) $x$, 'LCR01'),
    ($x$ select ops.fn_read_account(fixture.user_id(1), fixture.account_id(2), 1001) $x$, 'LCR01'),
    ($x$ select ops.fn_read_account(fixture.user_id(1), fixture.account_id(2), 10) $x$, 'TNR01'),
    ($x$ select ops.fn_read_account(fixture.user_id(2), fixture.account_id(1), 10) $x$, 'TNR01'),
    ($x$ select ops.fn_read_account(fixture.user_id(1), null, 10) $x$, 'TNR01'),
    ($x$ select ops.fn_read_account(null, fixture.account_id(1), 10) $x$, 'TNR01')
  ) as c (call, code);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
