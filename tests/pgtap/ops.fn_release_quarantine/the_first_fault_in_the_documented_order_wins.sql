begin;
select plan(12);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select is(
  fixture.roles_that_may($$ select fixture.call_release(1) $$),
  array['tradekeel_operator'], 'nobody else'
);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(jsonb_build_array(
  fixture.lost_order(1, 'gone'),
  jsonb_build_object('id', 'hand', 'symbol', 'ETH/USDT', 'side', 'buy', 'amount', '1'))));
reset role;
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_operator;
select throws_ok($$ select ops.fn_release_quarantine(null, null, '') $$, 'OPR01', null, 'a reason');
select throws_ok($$ select ops.fn_release_quarantine(fixture.user_id(2),
  fixture.mismatch_of('order_missing_in_database'), 'go') $$, 'TNR01', null, 'of another user');
select throws_ok($$ select ops.fn_release_quarantine(fixture.user_id(1),
  fixture.mismatch_of('order_foreign'), 'go') $$, 'OPR14', null, 'an order by hand');
reset role;
select is(fixture.digest(), (select b.digest from before as b), 'nothing was written');

-- given: a reading that says less, of another profile, of what the profile cannot take
create function pg_temp.spoil(p_change jsonb) returns void language sql as $$
  update reconciliation.mismatches as m set detail = m.detail || p_change
   where m.kind = 'order_missing_in_database'
$$;
select pg_temp.spoil('{"client_order_id": "00000000000080008000000000000000"}');
set local role tradekeel_operator;
select throws_ok($$ select fixture.call_release(1) $$, 'RCR03', null, 'names no profile');
reset role;
select pg_temp.spoil(jsonb_build_object(
  'client_order_id', fixture.lost_order(1, 'gone') ->> 'clientOrderId', 'symbol', 'X/Y'));
set local role tradekeel_operator;
select throws_ok($$ select fixture.call_release(1) $$, 'LCR02', null, 'an unknown symbol');
reset role;
select pg_temp.spoil('{"symbol": "BTC/USDT", "side": null}');
set local role tradekeel_operator;
select throws_ok($$ select fixture.call_release(1) $$, 'RCR03', null, 'no side');
reset role;
select pg_temp.spoil('{"side": "buy", "quantity": "1"}');
set local role tradekeel_operator;
select throws_ok($$ select fixture.call_release(1) $$, 'LGR01', null, 'more than it has');
reset role;
select pg_temp.spoil('{"quantity": "0.01"}');
update tenancy.exchange_accounts set state = 'active', halt_reason = null, halted_at = null;
select fixture.begin_entry(1, 'r1', 0.001);
set local role tradekeel_operator;
select throws_ok($$ select fixture.call_release(1) $$, 'LCC02', null, 'an entry is under way');
select is(
  ops.fn_accept_mismatch(fixture.user_id(1), fixture.mismatch_of('order_missing_in_database'),
    'cancelled at the exchange'), 'accepted', 'accepted instead'
);
select throws_ok($$ select fixture.call_release(1) $$, 'OPC13', null, 'it is not open any more');
reset role;

select * from finish();
rollback;
