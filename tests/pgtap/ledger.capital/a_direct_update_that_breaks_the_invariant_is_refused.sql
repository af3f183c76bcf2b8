-- By the CHECK itself, also for a superuser.
begin;
select plan(9);

select fixture.make_tenant(1);
select throws_ok(
  'update ledger.capital set realized_pnl = -1000.000000000000000001', '23514', null,
  'available below zero while active'
);
select throws_ok(
  'update ledger.capital set reserved_for_orders = 600, reserved_for_positions = 600', '23514',
  null, 'reserved beyond what there is'
);
select throws_ok('update ledger.capital set allocated = 0, realized_pnl = -1', '23514', null,
  'capital taken away');
select lives_ok('update ledger.capital set realized_pnl = -1000', 'zero is not below zero');
select lives_ok(
  $$ update ledger.capital set realized_pnl = -1001, trading_state = 'breached' $$,
  'not active, it may be'
);
select throws_ok($$ update ledger.capital set trading_state = 'active' $$, '23514', null,
  'but it cannot become active that way');
select throws_ok('update ledger.capital set available = 5', '428C9', null,
  'available is generated and never written');
select throws_ok($$ update ledger.capital set trading_state = 'resting' $$, '23514', null,
  'states are known');
select throws_ok($$ update ledger.capital set seq = -1 $$, '23514', null, 'numbers only grow');

select * from finish();
rollback;
