begin;
select plan(3);

create temporary table made as
select d.n, n.trade_id
  from (values
    (1, '{"order": "1", "timestamp": 1700000000000, "side": "buy", "price": "2", "amount": "3"}'),
    (2, '{"side": "BUY", "amount": "3", "timestamp": 1700000000000, "price": "2", "order": "1",
          "cost": "6"}'),
    (3, '{"order": "1", "timestamp": 1700000000001, "side": "buy", "price": "2", "amount": "3"}'),
    (4, '{"order": "1", "timestamp": 1700000000000, "side": "buy", "price": "2", "amount": "4"}'),
    (5, '{"order": "2", "timestamp": 1700000000000, "side": "buy", "price": "2", "amount": "3"}')
  ) as d (n, document), lateral lifecycle.normalise_trade(d.document::jsonb) as n;
select is(
  (select count(distinct m.trade_id)::integer from made as m where m.n <= 2), 1,
  'the same content, the same id'
);
select is(
  (select count(distinct m.trade_id)::integer from made as m), 4, 'other content, another'
);
select ok((select bool_and(m.trade_id ~ '^h:[0-9a-f]{64}$') from made as m), 'and it is marked');

select * from finish();
rollback;
