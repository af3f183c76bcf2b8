begin;
select plan(2);

select row_eq(
  $$ select s.quantity_delta, s.cost_basis_delta, s.realized_pnl_delta
       from lifecycle.split_execution('exit', 'long', 2, 200, 200, 1, 110, 0, 0, 0.5) as s $$,
  row(-1.5::numeric, -150::numeric, -40::numeric),
  'one sold and half a coin paid for it: three quarters of the cost leave'
);
select row_eq(
  $$ select s.quantity_delta, s.cost_basis_delta, s.realized_pnl_delta
       from lifecycle.split_execution('exit', 'long', 1.5, 200, 200, 1, 110, 0, 0, 0.5) as s $$,
  row(-1.5::numeric, -200::numeric, -90::numeric),
  'with the fee it was all: the whole cost leaves'
);

select * from finish();
rollback;
