-- Everything is wrong at once; what is set right is no longer said.
begin;
select plan(21);

select fixture.stage(1);
select fixture.stage(2);
select fixture.call_begin_entry(1, '{"request_id": "old", "quantity": "0.001"}');
create temporary table wrong as
select '{"side": "x", "quantity": "-1", "request_id": "old", "epoch": 9, "lease_term": 9,
  "lock_term": 9, "symbol": "NO/USDT", "leverage": 5,
  "signal_id": "99999999-9999-4999-8999-999999999999"}'::jsonb
  || jsonb_build_object('profile_id', fixture.profile_id(2)) as r;
create function pg_temp.set_right(p_changes jsonb) returns text
language plpgsql as $$
begin
  update wrong set r = r || p_changes;
  return substr(fixture.refused_entry(1, (select r from wrong)), 1, 5);
end;
$$;
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'test', '{}');
update locks.account_leases set ready_term = 0;
update ledger.capital set trading_state = 'paused';
update meta.installation set timeline = timeline + 1;
select is(pg_temp.set_right('{}'), 'LCR01', 'an unusable argument');
select is(pg_temp.set_right('{"side": "sell"}'), 'LGR03', 'then an unusable amount');
select is(pg_temp.set_right('{"quantity": "0.000012"}'), 'TNR01', 'then whose profile it is');
select is(
  pg_temp.set_right(jsonb_build_object('profile_id', fixture.profile_id(1))), 'LCC01',
  'then the request id'
);
select is(pg_temp.set_right('{"request_id": "new"}'), 'LCC07', 'then the signal');
select is(pg_temp.set_right('{"signal_id": null}'), 'MTI01', 'then the life of the database');
update meta.installation set timeline = timeline - 1;
select is(pg_temp.set_right('{}'), 'MTC01', 'then the epoch');
select is(pg_temp.set_right('{"epoch": 1}'), 'TNR02', 'then the account');
update tenancy.exchange_accounts set state = 'active', halt_reason = null, halted_at = null;
select is(pg_temp.set_right('{}'), 'LKC01', 'then the lease');
select is(pg_temp.set_right('{"lease_term": 1}'), 'LKT01', 'then readiness');
update locks.account_leases set ready_term = term;
select is(pg_temp.set_right('{}'), 'LKC02', 'then the entry lock');
select fixture.take_lock(1, 'NO/USDT');
select is(pg_temp.set_right('{"lock_term": 1}'), 'LGR02', 'then the profile''s state');
update ledger.capital set trading_state = 'active';
select is(pg_temp.set_right('{}'), 'LCR02', 'then the symbol');
select is(pg_temp.set_right('{"symbol": "BTC/USDT"}'), 'LCR12', 'then leverage');
select is(pg_temp.set_right('{"leverage": 1}'), 'LCR13', 'then the side');
update lifecycle.latest_prices set observed_at = clock_timestamp() - interval '1 minute';
select is(pg_temp.set_right('{"side": "buy"}'), 'LCT01', 'then the price');
update lifecycle.latest_prices set observed_at = clock_timestamp();
select is(pg_temp.set_right('{}'), 'LCR03', 'then the precision');
select is(pg_temp.set_right('{"quantity": "0.00001"}'), 'LCR04', 'then the market''s limits');
select is(pg_temp.set_right('{"quantity": "3"}'), 'LCR05', 'then the profile''s');
select is(pg_temp.set_right('{"quantity": "1"}'), 'LCC02', 'then the slot');
select is(
  (select count(*)::integer from lifecycle.attempts), 1, 'and all the while nothing was begun'
);

select * from finish();
rollback;
