begin;
select plan(2);

select fixture.stage(1);
select fixture.stage(2);
select fixture.hold(1, 'r1', 0.01);
select fixture.add_profile(1, 3);
update lifecycle.orders set exchange_order_id = 'ours';
select ops.fn_adopt_order(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', 'long', 'asked', 'by hand');
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_adopt_order(%L, %L, %L, %L, %L, %L)',
       fixture.user_id(a.n), fixture.profile_id(a.profile), a.symbol, a.side, a.id, a.reason)), 5)
       from (values
         (1, 2, 'X', 'up', null, ''), (1, 2, 'X', 'up', null, repeat('r', 501)),
         (1, 1, 'BTC/USDT', 'long', '9', ''),
         (1, 2, 'X', 'up', '', 'r'), (1, 2, 'BTC/USDT', 'long', '9', 'r'),
         (2, 1, 'BTC/USDT', 'long', '9', 'r'), (1, 3, 'BTC/USDT', 'long', 'asked', 'r'),
         (1, 1, 'BTC/USDT', 'short', '9', 'r'), (1, 1, 'ETH/USDT', 'long', '9', 'r'),
         (1, 1, 'BTC/USDT', null, '9', 'r'), (1, 1, null, 'long', '9', 'r'),
         (1, 1, 'BTC/USDT', 'long', 'ours', 'r')
       ) as a (n, profile, symbol, side, id, reason) $$,
  $$ values ('OPR01'), ('OPR01'), ('OPR01'), ('OPR01'), ('TNR01'), ('TNR01'), ('OPC01'),
       ('LCR10'), ('LCR10'), ('LCR10'), ('LCR10'), ('OPC01') $$, 'each'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
