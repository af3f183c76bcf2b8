begin;
select plan(1);

create function pg_temp.sell_out(p_quantity numeric, p_cost numeric, p_parts integer)
returns text
language plpgsql as $$
declare
  q numeric := p_quantity; c numeric := p_cost; n numeric := p_cost; pnl numeric := 0;
  part constant numeric := round(p_quantity / p_parts, 8);
  s record;
begin
  for i in 1..p_parts loop
    select x.* into s from lifecycle.split_execution(
      'exit', 'long', q, c, n, case i when p_parts then q else part end, 0, 0, 0, 0) as x;
    q := q + s.quantity_delta; c := c + s.cost_basis_delta; n := n + s.notional_delta;
    pnl := pnl + s.realized_pnl_delta;
  end loop;
  return format('%s %s %s %s', trim_scale(q), trim_scale(c), trim_scale(n), trim_scale(pnl));
end;
$$;
select is_empty(
  $$ select parts, pg_temp.sell_out(1.23456789, 98765.43210987, parts)
       from generate_series(1, 60) as parts
      where pg_temp.sell_out(1.23456789, 98765.43210987, parts) <> '0 0 0 -98765.43210987' $$,
  'in 1 to 60 parts'
);

select * from finish();
rollback;
