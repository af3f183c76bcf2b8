begin;
select plan(4);

select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', -3, 0, 0, 2, 100, 100, 0.1, 0) as s $$,
  row(2::numeric, 0::numeric, 0::numeric, -100.1::numeric),
  'all of it covers: no cost is held'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', -1, 0, 0, 4, 200, 200, 0, 0) as s $$,
  row(4::numeric, 150::numeric, 150::numeric, -50::numeric),
  'a quarter covers, three quarters are held'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'short', -1, 0, 0, 4, 400, 40, 0, 0) as s $$,
  row(4::numeric, 30::numeric, 300::numeric, 100::numeric),
  'of an over-bought short the covering quarter is proceeds'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', -2, 0, 0, 2, 100, 100, 0, 0) as s $$,
  row(2::numeric, 0::numeric, 0::numeric, -100::numeric),
  'exactly covered: flat, nothing held'
);

select * from finish();
rollback;
