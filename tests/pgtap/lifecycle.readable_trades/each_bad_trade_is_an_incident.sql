begin;
select plan(3);

select is(
  lifecycle.readable_trades(fixture.user_id(1), fixture.token(1), '[
    {"id": "1", "price": "1", "amount": "1"}, {"id": "2", "price": "1"}, {"id": "3", "price": "1",
    "amount": "0"}, {"id": "4", "amount": "1"}, 5, {"id": "6", "price": 1, "amount": "1"},
    {"id": "7", "symbol": "S", "price": "0", "amount": "1"}]') @? '$[*]', true, 'some are readable'
);
select is(
  (select jsonb_path_query_array(lifecycle.readable_trades(fixture.user_id(1), fixture.token(1), '[
    {"id": "1", "price": "1", "amount": "1"}, {"id": "2", "price": "1"}, {"id": "3", "price": "1",
    "amount": "0"}, {"id": "4", "amount": "1"}, 5, {"id": "6", "price": 1, "amount": "1"},
    {"id": "7", "symbol": "S", "price": "0", "amount": "1"}]'), '$[*].id')), '["1"]',
  'those with price and amount'
);
select is(
  (select string_agg(replace(i.subject, fixture.token(1)::text, 'order'), ', ' order by i.subject)
     from health.incidents as i), 'order trade, order trade 2, order trade 3, order trade 4, '
  || 'order trade 6, order trade 7', 'the rest are incidents'
);

select * from finish();
rollback;
