begin;
select plan(2);

select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 0, 0, 0, 1, 100, 100, -0.02, 0) as s $$,
  row(1::numeric, 100::numeric, 100::numeric, 0.02::numeric),
  'of an entry'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', 1, 100, 100, 1, 110, 0, -0.02, 0) as s $$,
  row(-1::numeric, -100::numeric, -100::numeric, 10.02::numeric),
  'of an exit'
);

select * from finish();
rollback;
