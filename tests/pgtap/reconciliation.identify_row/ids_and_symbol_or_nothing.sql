begin;
select plan(4);

select is(
  reconciliation.identify_row('open_orders',
    '{"id": 1, "symbol": "S", "clientOrderId": "c", "side": "buy", "amount": 1}'),
  '{"id": "1", "symbol": "S", "clientOrderId": "c", "isUnreadable": true}', 'an order'
);
select is(
  reconciliation.identify_row('trades', '{"order": "o", "symbol": "S", "price": 1}'),
  '{"order": "o", "symbol": "S", "isUnreadable": true}', 'a trade'
);
select is(
  reconciliation.identify_row('positions', '{"symbol": "S", "contracts": 1}'),
  '{"symbol": "S", "isUnreadable": true}', 'a position'
);
select is(
  (select count(reconciliation.identify_row(d.part, d.row::jsonb))::integer
     from (values ('open_orders', '{"id": "1"}'), ('open_orders', '{"symbol": "S"}'),
       ('open_orders', '{"id": {}, "symbol": "S"}'), ('open_orders', '{"id": "", "symbol": "S"}'),
       ('trades', '{"symbol": "S"}'), ('positions', '{}'), ('positions', '[]'),
       ('positions', '5')) as d (part, row)), 0, 'nothing identifies these'
);

select * from finish();
rollback;
