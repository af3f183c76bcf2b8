begin;
select plan(8);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create temporary table given as
select fixture.trade(1, 'r1', 't1', 0.01) - 'fee' as trade,
       '{"fee": {"cost": "0.001", "currency": "BNB"}}'::jsonb as fee;
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(trade)) from given;
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(trade || fee)) from given;
select is(fixture.mismatches(1), 'unpriced_fee open 1', 'without a price it waits');
select is(
  (select format('%s %s', p.priced, p.unpriced)
     from engine.fn_price_fees(fixture.user_id(1), fixture.account_id(1)) as p),
  '0 1', 'and waits on'
);
select fixture.settle(1, 'r1', 0.01, 'closed');
select is((fixture.order_of(1)).settled_at, null, 'the order is not settled without it');
set local role tradekeel_operator;
select is(
  ops.fn_price_fee(
    fixture.user_id(1), (fixture.order_of(1)).order_id, 't1', 'BNB', 600, 'no market of it here'),
  0.6, 'a person prices it'
);
reset role;
select is(
  (select trim_scale(c.realized_pnl) from ledger.capital as c), -0.6, 'and it is booked'
);
select is(fixture.mismatches(1), 'unpriced_fee healed 1', 'the mismatch closes');
select fixture.settle(1, 'r1', 0.01, 'closed');
select isnt((fixture.order_of(1)).settled_at, null, 'with it it is');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
