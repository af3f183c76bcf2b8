-- Buy 2 at 100, sell 1 at 110, buy 1 at 130; then all is sold at 100. By recorded order or with
-- the late buy first, spot realises the same in the end.
begin;
select plan(2);

create function pg_temp.replay(p_steps text) returns numeric
language plpgsql as $$
declare
  q numeric := 0; c numeric := 0; n numeric := 0; pnl numeric := 0; s record; w text[];
  step text;
begin
  foreach step in array string_to_array(p_steps, ';') loop
    w := string_to_array(trim(step), ' ');
    select x.* into s from lifecycle.split_execution(
      w[1], 'long', q, c, n, w[2]::numeric, w[3]::numeric, w[3]::numeric, 0, 0) as x;
    q := q + s.quantity_delta; c := c + s.cost_basis_delta; n := n + s.notional_delta;
    pnl := pnl + s.realized_pnl_delta;
  end loop;
  return pnl;
end;
$$;
select is(
  trim_scale(pg_temp.replay('entry 2 200; exit 1 110; entry 1 130; exit 2 200')),
  trim_scale(pg_temp.replay('entry 2 200; entry 1 130; exit 1 110; exit 2 200')),
  'once flat, both orders have realised the same'
);
select isnt(
  trim_scale(pg_temp.replay('entry 2 200; exit 1 110; entry 1 130')),
  trim_scale(pg_temp.replay('entry 2 200; entry 1 130; exit 1 110')),
  'before that they differ: the derivation must go by recorded order'
);

select * from finish();
rollback;
