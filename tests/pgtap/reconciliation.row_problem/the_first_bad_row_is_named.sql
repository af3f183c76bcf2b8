begin;
select plan(6);

select is(reconciliation.row_problem('open_orders', '[{"id": "1", "symbol": "S"}]'), null, 'none');
select is(
  reconciliation.row_problem('open_orders', '[{"id": "1", "symbol": "S"}, {"id": "2"}]'),
  'field=id wanted=an id and a symbol', 'an order needs both'
);
select is(
  reconciliation.row_problem('trades', '[{"symbol": "S", "price": "1"}]'),
  'field=amount wanted=a symbol, a price and an amount', 'a trade needs all three'
);
select is(
  reconciliation.row_problem('positions', '[{"contracts": "1", "side": "long"}]'),
  'field=symbol wanted=text got=null', 'an open position needs a symbol'
);
select is(
  reconciliation.row_problem('positions', '[{"contracts": "0"}]'), null, 'an empty one does not'
);
select is(
  reconciliation.row_problem('balances', '{"free": {"A": 1}}'),
  'field=A wanted=decimal text got=number 1', 'a balance is text'
);

select * from finish();
rollback;
