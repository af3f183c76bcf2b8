begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
update lifecycle.markets set contract_size = 0.001, quantity_step = 1, min_quantity = 1;
select fixture.call_begin_entry(1, '{"quantity": "10", "leverage": 10}');
select is(
  trim_scale((select r.amount from ledger.reservations as r)), 51.51,
  'ten contracts of 0.001 are 500 USDT; margin, buffers and fee buffer'
);
select engine.fn_persist_entry_lifecycle(fixture.user_id(1), (fixture.attempt(1)).attempt_id,
  '{"id": "x-r1", "symbol": "BTC/USDT:USDT", "side": "buy", "amount": "10", "filled": "10",
    "average": "50000", "status": "closed"}', '[]');
select is(fixture.amounts(1), '1000 1.51 50 0 active', 'ten contracts cost 500, 50 of margin');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
