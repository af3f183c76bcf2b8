begin;
select plan(4);

-- What a lost order reserves, and what the same one would if it were begun now: price 50000.
create function pg_temp.reserves(p_n integer, p_order jsonb) returns numeric
language plpgsql as $$
begin
  perform fixture.call_run(p_n, fixture.document(jsonb_build_array(
    fixture.lost_order(p_n, 'gone', p_order))));
  perform ops.fn_release_quarantine(fixture.user_id(p_n), m.mismatch_id, 'test')
     from reconciliation.mismatches as m
    where m.user_id = fixture.user_id(p_n) and m.kind = 'order_missing_in_database';
  return (select trim_scale(r.amount) from ledger.reservations as r
    where r.user_id = fixture.user_id(p_n));
end;
$$;
select fixture.make_tenant(1);
select fixture.make_ready(1);
select is(
  pg_temp.reserves(1, '{"type": "stop", "price": null, "triggerPrice": "51000"}'),
  (0.01 * 51000 * 1.01 * 1.002)::numeric,
  'a buy that waits for a rise: above its trigger, and the fee buffer'
);
select fixture.make_tenant(2, 'binanceusdm', 'swap');
select fixture.make_ready(2);
select is(
  pg_temp.reserves(2, '{"symbol": "BTC/USDT:USDT", "side": "sell", "price": "49000"}'),
  (0.01 * 50000 * 1.01 * 1.002)::numeric,
  'selling to open under the market: a better price raises its margin'
);
select fixture.make_tenant(3, 'binanceusdm', 'swap');
select fixture.make_ready(3);
select is(
  pg_temp.reserves(3, '{"symbol": "BTC/USDT:USDT", "price": "40000"}'),
  (0.01 * 40000 * 1.002)::numeric, 'a buy with a limit: no more than that'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
