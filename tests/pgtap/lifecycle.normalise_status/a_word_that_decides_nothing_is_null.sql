begin;
select plan(1);

select results_eq(
  $$ select lifecycle.normalise_status(w.word) from unnest(array['open', 'OPEN', 'canceling',
       'pending', 'closed', 'filled', 'canceled', 'Cancelled', 'expired', 'rejected', 'ok',
       'invalid', 'failed', 'new', '', null]) with ordinality as w (word, n) order by w.n $$,
  $$ values ('open'), ('open'), ('open'), ('open'), ('closed'), ('closed'), ('canceled'),
       ('canceled'), ('expired'), ('rejected'), (null), (null), (null), (null), (null), (null) $$,
  'and so not terminal'
);

select * from finish();
rollback;
