-- What an order is never changes: its side, its symbol, whose attempt it is. Events and readings.
begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.rest_order(1, 'r2', 0.01, 'ETH/USDT');
create temporary table news as
select fixture.reading(1, 'r1', 0.002, 'open') as reading,
       (fixture.attempt(1, 'r2')).client_order_text as other_id;
grant select on news to public;
create function pg_temp.tell(p_change jsonb) returns text
language plpgsql as $$
begin
  return (
    select concat_ws(' ', u.orders_changed, u.rows_unknown, u.rows_refused, ', heard:',
             fixture.hear(1, jsonb_build_array(n.reading || p_change)))
      from news as n, engine.fn_apply_exchange_updates(
        fixture.user_id(1), fixture.account_id(1), clock_timestamp(),
        jsonb_build_array(n.reading || p_change), '[]') as u
  );
end;
$$;
create temporary table before as
select fixture.rows('select * from lifecycle.orders order by order_id') as orders;

select is(
  pg_temp.tell('{"side": "sell"}'),
  '0 0 1 , heard: 0 changed 0 unchanged 0 fills 0 unknown 1 refused', 'the other side'
);
select is(
  pg_temp.tell(jsonb_build_object('clientOrderId', other_id)),
  '0 0 1 , heard: 0 changed 0 unchanged 0 fills 0 unknown 1 refused',
  'the client order id of another attempt'
) from news;
select is(
  pg_temp.tell('{"symbol": "ETH/USDT"}'),
  '0 1 0 , heard: 0 changed 0 unchanged 0 fills 1 unknown 0 refused',
  'of another symbol it is another order'
);
select is(
  fixture.rows('select * from lifecycle.orders order by order_id'), orders,
  'nothing of it was taken'
) from before;
select is(fixture.incidents(1), 'row_quarantined warning', 'an incident says so');
select pg_temp.tell('{"clientOrderId": "cancel-of-the-exchange", "amount": "0.001"}');
select is(
  fixture.rows($$ select o.filled, o.quantity,
    o.client_order_text = (fixture.attempt(1)).client_order_text from lifecycle.orders as o
    where o.symbol = 'BTC/USDT' $$), '(0.002,0.01,t)',
  'an id of the exchange says nothing, and a quantity below what is filled is not taken'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
