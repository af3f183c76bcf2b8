begin;
select plan(9);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '2', 'XYZ')));
select fixture.settle(1, 'r1', 0.01, 'closed');
create function pg_temp.price(p_price numeric) returns numeric
language sql as $$
  select ops.fn_price_fee(fixture.user_id(1), (fixture.order_of(1)).order_id, 't1', 'XYZ', p_price,
    'as agreed')
$$;
set local role tradekeel_operator;
select is(trim_scale(pg_temp.price(0.1)), 0.2, 'what it is worth');
select is(fixture.amounts(1), '1000 0 500 -0.2 active', 'it is booked, and the order settled');
select is(trim_scale(pg_temp.price(0.1)), 0.2, 'a replay');
select is(
  fixture.refusal('select pg_temp.price(0.2)') like 'OPC01 order=% price=0.1', true,
  'another price is not taken'
);
reset role;
select is(fixture.amounts(1), '1000 0 500 -0.2 active', 'booked once');
select is(fixture.mismatches(1), 'unpriced_fee healed 1', 'nothing waits');
select is((select p.priced_by = session_user from lifecycle.fee_prices as p), true, 'by whom');
select is(
  (select count(*) from ops.audit as a where a.entry_point = 'ops.fn_price_fee'
      and a.arguments ->> 'reason' = 'as agreed'), 1::bigint, 'on record'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
