-- What is flat holds no cost, whatever made it flat.
begin;
select plan(6);

select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', 0.002, 100, 100, 0, 0, 0, 0, 0.001) as s $$,
  row(-0.001::numeric, -50::numeric, -50::numeric, -50::numeric),
  'of an exit: half the rest, half its cost'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', 0.002, 100, 100, 0, 0, 0, 0, 0.002) as s $$,
  row(-0.002::numeric, -100::numeric, -100::numeric, -100::numeric), 'all of it, all its cost'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 0.002, 100, 100, 0, 0, 0, 0, 0.002) as s $$,
  row(-0.002::numeric, -100::numeric, -100::numeric, -100::numeric), 'of an entry: all its cost'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 0.002, 100, 100, 0, 0, 0, 0, 0.003) as s $$,
  row(-0.003::numeric, -100::numeric, -100::numeric, -100::numeric),
  'and so when it takes more than was held'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', 0.002, 100, 100, 0, 0, 0, 0, -0.001) as s $$,
  row(0.001::numeric, 0::numeric, 0::numeric, 0::numeric),
  'a base fee taken back gives quantity back, at no cost'
);
select is_empty(
  $$ select k.kind, q.held, d.quantity, f.fee, s.*
       from unnest(array['entry', 'exit']) as k (kind),
            unnest(array[-2, 0, 1, 3]::numeric[]) as q (held),
            unnest(array[0, 1, 2, 3]::numeric[]) as d (quantity),
            unnest(array[-1, 0, 1, 3]::numeric[]) as f (fee),
            lateral lifecycle.split_execution(k.kind, 'long', q.held, greatest(0, q.held) * 10,
              greatest(0, q.held) * 10, d.quantity, d.quantity * 11, d.quantity * 11, 0, f.fee
            ) as s
      where q.held + s.quantity_delta <= 0
            and (greatest(0, q.held) * 10 + s.cost_basis_delta <> 0
                 or greatest(0, q.held) * 10 + s.notional_delta <> 0)
         or greatest(0, q.held) * 10 + s.cost_basis_delta < 0 $$,
  'in no combination does what is not held keep a cost, nor does a cost go below zero'
);

select * from finish();
rollback;
