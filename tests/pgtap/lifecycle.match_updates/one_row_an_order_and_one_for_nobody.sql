begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1, 'r1', 0.005);
select fixture.rest_order(1, 'r2', 0.05, 'ETH/USDT');
create temporary table matched as
select m.* from lifecycle.match_updates(fixture.user_id(1), fixture.account_id(1), '[
    {"id": "x-r1", "symbol": "BTC/USDT", "filled": "1"}, {"id": "x-r2", "symbol": "BTC/USDT"},
    {"id": "x-r1", "symbol": "BTC/USDT", "filled": "2"}, {"id": "q", "symbol": "BTC/USDT"}]', '[
    {"order": "x-r1", "symbol": "BTC/USDT", "id": "a"},
    {"order": "x-r2", "symbol": "ETH/USDT", "id": "b"},
    {"order": "x-r1", "symbol": "BTC/USDT", "id": "c"}, {"id": "d"}]') as m;
select results_eq(
  'select m.order_id, m.profile_id, m.reading ->> ''filled'', jsonb_array_length(m.trades),
          m.row_count from matched as m order by m.row_count, m.order_id is null',
  $$ values
       ((fixture.order_of(1, 'r2')).order_id, fixture.profile_id(1), null::text, 1, 1),
       (null, null, null, 1, 3),
       ((fixture.order_of(1, 'r1')).order_id, fixture.profile_id(1), '2', 2, 4) $$,
  'by symbol and id; the last reading counts'
);

select * from finish();
rollback;
