begin;
select plan(4);

select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', 4, 200, 200, 1, 60, 0, 0.06, 0) as s $$,
  row(-1::numeric, -50::numeric, -50::numeric, 9.94::numeric),
  'a quarter sold takes a quarter of the cost; gain less fee is realised'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', 4, 200, 200, 1, 40, 0, 0.04, 0) as s $$,
  row(-1::numeric, -50::numeric, -50::numeric, -10.04::numeric),
  'a loss is realised as well'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'short', 10, 100, 1000, 5, 450, 0, 0.45, 0) as s $$,
  row(-5::numeric, -50::numeric, -500::numeric, 49.55::numeric),
  'a short that is bought back lower gains; half its margin leaves'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'short', 10, 100, 1000, 10, 1100, 0, 0, 0) as s $$,
  row(-10::numeric, -100::numeric, -1000::numeric, -100::numeric),
  'a short that is bought back higher loses its whole margin at a tenth of the price'
);

select * from finish();
rollback;
