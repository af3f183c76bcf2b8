begin;
select plan(1);

select results_eq(
  $$ select n.is_conditional from unnest(array['{"triggerPrice": "1"}', '{"stopPrice": "1"}',
       '{"isConditional": true}', '{"isConditional": false}', '{"stopLossPrice": "1"}',
       '{"takeProfitPrice": "1"}', '{"price": "1"}',
       '{"triggerPrice": "1", "isConditional": false}'
     ]) with ordinality as d (document, n_),
     lateral lifecycle.normalise_order(d.document::jsonb) as n
     order by d.n_ $$,
  'values (true), (true), (true), (false), (false), (false), (false), (false)',
  'attached protection does not make an order conditional'
);

select * from finish();
rollback;
