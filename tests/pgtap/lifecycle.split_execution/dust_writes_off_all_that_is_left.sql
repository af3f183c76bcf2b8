begin;
select plan(2);

select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'dust', 'long', 0.00000123, 0.06, 0.06, -0.00000123, 0, 0, 0, 0) as s $$,
  row(-0.00000123::numeric, -0.06::numeric, -0.06::numeric, -0.06::numeric),
  'quantity and cost go to zero, the cost is a loss'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'dust', 'short', 0.5, 5, 50, -0.5, 0, 0, 0, 0) as s $$,
  row(-0.5::numeric, -5::numeric, -50::numeric, 50::numeric),
  'of a short it is a gain'
);

select * from finish();
rollback;
