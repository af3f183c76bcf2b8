begin;
select plan(4);

select is(
  (select n.contract_size from lifecycle.normalise_market(
     '{"contract_size": "0.01"}', 'swap') as n), 0.01, 'a swap has its contract size'
);
select is(
  (select n.contract_size from lifecycle.normalise_market(
     '{"contract_size": "0.01"}', 'spot') as n), 1::numeric, 'spot has none'
);
select is(
  (select n.settle from lifecycle.normalise_market('{"quote": "USDT"}', 'spot') as n), 'USDT',
  'spot settles in its quote currency'
);
select is(
  (select string_agg(n.is_usable::text, ' ' order by d.n_) from unnest(array[
     '{}', '{"contract_size": "1"}', '{"contract_size": "0"}', '{"price_tick": "0"}',
     '{"is_linear": false}', '{"is_linear": true}', '{"symbol": ""}'
   ]) with ordinality as d (changes, n_), lateral lifecycle.normalise_market(
     '{"symbol": "S", "base": "B", "quote": "Q", "price_tick": "1", "quantity_step": "1"}'
       || d.changes::jsonb, 'swap') as n), 'false true false false false false false',
  'steps, contract size and linear'
);

select * from finish();
rollback;
