begin;
select plan(1);

select results_eq(
  $$ select lifecycle.normalise_side(jsonb_build_object('side', w.word)) from unnest(array['buy',
       'Buy', 'BID', 'sell', 'SELL', 'ask', 'self_trading', '1', '', null])
       with ordinality as w (word, n) order by w.n $$,
  $$ values ('buy'), ('buy'), ('buy'), ('sell'), ('sell'), ('sell'), (null), (null), (null),
       (null) $$, 'buy, sell or null'
);

select * from finish();
rollback;
