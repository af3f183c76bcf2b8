-- What is held is sold in thirds, none of which the ledger can write down exactly.
begin;
select plan(4);

create temporary table position as
select 3::numeric as quantity, 100::numeric as cost_basis, 100::numeric as notional,
       0::numeric as pnl;
create function pg_temp.sell(p_quantity numeric, p_cost numeric) returns void
language sql as $$
  update position
     set quantity = quantity + s.quantity_delta, cost_basis = cost_basis + s.cost_basis_delta,
         notional = notional + s.notional_delta, pnl = pnl + s.realized_pnl_delta
    from (select x.* from position as p, lateral lifecycle.split_execution(
            'exit', 'long', p.quantity, p.cost_basis, p.notional, p_quantity, p_cost, 0, 0, 0
          ) as x) as s
$$;
select pg_temp.sell(1, 40);
select is(
  (select cost_basis from position), 66.666666666667,
  'a third of 100 leaves, rounded to twelve decimals'
);
select pg_temp.sell(1, 40);
select is((select cost_basis from position), 33.333333333333, 'half of the rest');
select pg_temp.sell(1, 40);
select row_eq(
  'select quantity, cost_basis, notional from position',
  row(0::numeric, 0::numeric, 0::numeric),
  'the last takes all that is left, nothing stays behind'
);
select is((select pnl from position), 20.000000000000, 'and the sum is exact: 120 - 100');

select * from finish();
rollback;
