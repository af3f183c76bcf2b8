begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
select fixture.call_begin_exit(1, '{"quantity": "0.003"}');
select fixture.call_persist(1, 'x1', 0.003, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.003, 51000, '0.153')), 51000);
select fixture.settle(1, 'x1', 0.003, 'closed', '[]', 51000);
select fixture.begin_entry(1, 'r2', 0.1, 'ETH/USDT');
select fixture.fill_and_settle(fixture.attempt(1, 'r2'), 'x-r2', 2000);
select results_eq(
  $$ select d.position_id, d.quantity, d.cost_basis, d.notional, d.realized_pnl
       from ledger.derive_positions(fixture.user_id(1), fixture.profile_id(1)) as d order by 1 $$,
  $$ select p.position_id, p.quantity, p.cost_basis, p.notional, p.realized_pnl
       from lifecycle.positions as p order by 1 $$,
  'each of them'
);
select is_empty(
  $$ select 1 from ledger.derive_positions(fixture.user_id(9), fixture.profile_id(9)) $$,
  'of nothing there are none'
);

select * from finish();
rollback;
