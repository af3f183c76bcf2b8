begin;
select plan(3);

select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', 2, 100, 100, 3, 180, 0, 0, 0) as s $$,
  row(-3::numeric, -100::numeric, -100::numeric, 80::numeric),
  'three sold of two: quantity goes below zero, cost does not'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', -1, 0, 0, 2, 120, 0, 0.1, 0) as s $$,
  row(-2::numeric, 0::numeric, 0::numeric, 119.9::numeric),
  'sold when nothing is left: proceeds are realised at once'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'short', 0, 0, 0, 2, 120, 0, 0.1, 0) as s $$,
  row(-2::numeric, 0::numeric, 0::numeric, -120.1::numeric),
  'a short bought back when nothing is left: what it cost is realised at once'
);

select * from finish();
rollback;
