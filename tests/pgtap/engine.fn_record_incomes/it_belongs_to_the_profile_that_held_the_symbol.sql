-- Profiles 1 and 3 share an account: 1 holds BTC, 3 holds ETH.
begin;
select plan(5);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.add_profile(1, 3);
select fixture.take_position(1, 'r1', 0.01);
select engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(3), 'ETH/USDT:USDT', fixture.token(1), 300);
select fixture.call_begin_entry(1, jsonb_build_object(
  'profile_id', fixture.profile_id(3), 'symbol', 'ETH/USDT:USDT', 'quantity', '0.1'));
select fixture.fill_and_settle(fixture.attempt(3), 'x-r3', 2000);
set local role tradekeel_bridge;
select is(
  fixture.call_incomes(1, jsonb_build_array(
    fixture.income(1, '{"symbol": "ETH/USDT:USDT", "amount": "-2"}'),
    fixture.income(1, '{"id": "i2", "amount": "-3"}'))), '2 0 0', 'one each'
);
select is(
  fixture.call_incomes(1, jsonb_build_array(
    fixture.income(1, '{"id": "i3", "symbol": null, "kind": "interest"}'),
    fixture.income(1, '{"id": "i4", "symbol": "XRP/USDT:USDT"}'))), '0 0 2',
  'what neither holds belongs to nobody'
);
reset role;
select is(fixture.amounts(1), '1000 0 500 -3 active', 'of the first');
select is(fixture.amounts(3), '1000 0 200 -2 active', 'of the other');
select is_empty('select * from fixture.violations()', 'fold and derivation give the row');

select * from finish();
rollback;
