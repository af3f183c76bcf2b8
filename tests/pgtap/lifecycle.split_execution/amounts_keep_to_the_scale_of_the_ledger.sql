begin;
select plan(3);

select ok(
  (select scale(s.cost_basis_delta) <= 12 and scale(s.notional_delta) <= 12
          and scale(s.realized_pnl_delta) <= 12
     from lifecycle.split_execution(
       'exit', 'long', 7.000000000000000001, 100.123456789012, 100.123456789012, 1,
       14.987654321098, 0, 0.000000000001, 0) as s),
  'of an exit by a seventh'
);
select ok(
  (select scale(s.cost_basis_delta) <= 12 and scale(s.notional_delta) <= 12
          and scale(s.realized_pnl_delta) <= 12
     from lifecycle.split_execution(
       'entry', 'long', -1, 0, 0, 7.000000000000000001, 100.123456789012, 100.123456789012,
       0.000000000001, 0) as s),
  'of an entry that covers a seventh'
);
select is(
  (select s.cost_basis_delta from lifecycle.split_execution(
     'exit', 'long', 3, 100, 100, 3.000000000000000000, 1, 0, 0, 0) as s),
  -100::numeric,
  'trailing zeros are no other quantity: all is all'
);

select * from finish();
rollback;
