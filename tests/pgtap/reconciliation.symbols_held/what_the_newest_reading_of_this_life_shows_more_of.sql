begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create function pg_temp.held(p_n integer) returns text language sql as $$
  select string_agg(h, ' ' order by h)
    from tenancy.exchange_accounts as a, lateral reconciliation.symbols_held(a) as h
   where a.account_id = fixture.account_id(p_n)
$$;
select is(pg_temp.held(1), 'BTC/USDT ETH/USDT', 'on spot assets that no position explains');
select fixture.fill_and_settle(fixture.begin_entry(1, 'r1', 0.01), '1');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document() || jsonb_build_object('balances',
  jsonb_build_object('is_complete', true, 'rows', jsonb_build_object('total', jsonb_build_object(
    'USDT', '1000', 'BTC', '0.01', 'ETH', '0', 'DOGE', '7')))));
reset role;
select is(
  pg_temp.held(1), null, 'what a position explains, what there is none of and what has no market'
);
select fixture.make_tenant(2, 'binanceusdm', 'swap');
select fixture.make_ready(2);
select is(pg_temp.held(2), null, 'margin is none');
set local role tradekeel_bridge;
select fixture.call_run(2, fixture.document(p_positions => jsonb_build_array(
  fixture.position_json('ETH/USDT:USDT', 'long', '1'))));
reset role;
select is(pg_temp.held(2), 'ETH/USDT:USDT', 'on swaps positions');
update meta.installation set epoch = 2;
select is(pg_temp.held(2), null, 'a reading of the life before says nothing');

select * from finish();
rollback;
