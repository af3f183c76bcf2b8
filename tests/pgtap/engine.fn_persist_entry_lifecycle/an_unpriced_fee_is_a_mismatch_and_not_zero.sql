begin;
select plan(7);

select fixture.stage(1);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.001', 'BNB')));
select fixture.settle(1, 'r1', 0.01, 'closed');
reset role;
select is_empty('select * from lifecycle.fee_prices', 'its price is unknown, not 0');
select is(
  fixture.rows($$ select kind, state, detail -> 'fees' -> 0 ->> 'currency'
    from reconciliation.mismatches $$),
  '(unpriced_fee,open,BNB)', 'an open mismatch names it'
);
select is((fixture.order_of(1)).settled_at, null, 'the order waits with settling');
select is(fixture.amounts(1), '1000 6.01 500 0 active', 'and keeps its reservation meanwhile');
update lifecycle.orders set terminal_at = terminal_at - interval '301 seconds';
select fixture.settle(1, 'r1', 0.01, 'closed');
select isnt((fixture.order_of(1)).settled_at, null, 'until the settlement window is over');
select is(
  (select m.state from reconciliation.mismatches as m), 'open', 'the mismatch stays for a person'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
