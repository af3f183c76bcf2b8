begin;
select plan(6);

select is((select n.filled from lifecycle.normalise_order(
  '{"amount": "10", "remaining": "4"}') as n), 6::numeric, 'computed');
select is((select n.filled from lifecycle.normalise_order(
  '{"amount": "10", "remaining": "4", "filled": "5"}') as n), 5::numeric, 'or given');
select is((select n.filled from lifecycle.normalise_order(
  '{"amount": "10", "remaining": "11"}') as n), 0::numeric, 'never negative');
select is((select n.filled from lifecycle.normalise_order(
  '{"amount": "10", "remaining": "-1"}') as n), 11::numeric, 'also when more was filled');
select is((select n.filled from lifecycle.normalise_order('{"amount": "10"}') as n), null,
  'unknown is not zero');
select is((select n.filled from lifecycle.normalise_order('{"remaining": "4"}') as n), null,
  'nor is it without the amount');

select * from finish();
rollback;
