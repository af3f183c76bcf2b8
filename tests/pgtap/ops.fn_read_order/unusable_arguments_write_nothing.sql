begin;
select plan(9);

select fixture.stage(1);
select fixture.make_tenant(2);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select is(left(fixture.refusal(c.call), 5), c.code, c.call)
  from (values
    ($x$ select ops.fn_read_order(fixture.user_id(1), null, 'x', null) $x$, 'LCR01'),
    ($x$ select ops.fn_read_order(fixture.user_id(1), null, '', 10) $x$, 'LCR01'),
    ($x$ select ops.fn_read_order(fixture.user_id(1), null, null, 10) $x$, 'LCR01'),
    ($x$ select ops.fn_read_order(fixture.user_id(1), null, repeat('x', 201), 10) $x$, 'LCR01'),
    ($x$ select ops.fn_read_order(fixture.user_id(1), repeat('x', 101), 'x', 10) $x$, 'LCR01'),
    ($x$ select ops.fn_read_order(fixture.user_id(1), null, 'x', 10) $x$, 'TNR01'),
    ($x$ select ops.fn_read_order(fixture.user_id(1), 'BTC/USDT', 'x', 10) $x$, 'TNR01'),
    ($x$ select ops.fn_read_order(null, null, 'x', 10) $x$, 'TNR01')
  ) as c (call, code);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
