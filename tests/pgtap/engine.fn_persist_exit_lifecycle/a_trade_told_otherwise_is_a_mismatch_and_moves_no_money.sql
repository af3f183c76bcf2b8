begin;
select plan(4);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(
  fixture.trade(1, 'r1', 't1', 0.01)));
select fixture.call_begin_exit(1);
create temporary table given as
select jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.01, 51000, '0.5')) as trades;
grant select on given to public;
set local role tradekeel_bridge;
select fixture.call_persist(1, 'x1', 0.01, 'closed', trades, 51000) from given;
select fixture.call_persist(
  1, 'x1', 0.01, 'closed', jsonb_set(trades, '{0,price}', '"52000"'), 51000) from given;
reset role;
select is(
  fixture.rows($$ select m.kind, m.state, m.detail -> 'differs', m.detail #>> '{booked,price}',
    m.detail #>> '{told,price}' from reconciliation.mismatches as m $$),
  '(fill_unexplained,open,"[""price""]",51000,52000)', 'the mismatch names both'
);
select is(
  (select trim_scale(c.realized_pnl) from ledger.capital as c), 9.5,
  'the profit is that of the first'
);
select is(
  fixture.rows('select h.realized_pnl, h.revision from lifecycle.trade_history as h'),
  fixture.rows('select p.realized_pnl, 1 from lifecycle.positions as p'), 'one revision of history'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
