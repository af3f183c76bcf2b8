begin;
select plan(2);

select results_eq(
  $$ select n.price, n.average, n.trigger_price, n.is_conditional from lifecycle.normalise_order(
       '{"price": "0", "average": "0.0", "triggerPrice": "0", "stopPrice": "0.00"}') as n $$,
  'values (null::numeric, null::numeric, null::numeric, false)', 'none'
);
select is((select n.trigger_price from lifecycle.normalise_order(
  '{"triggerPrice": "0", "stopPrice": "5"}') as n), 5::numeric, 'the stop price stands in');

select * from finish();
rollback;
