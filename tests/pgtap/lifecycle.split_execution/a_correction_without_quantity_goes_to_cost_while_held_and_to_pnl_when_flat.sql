begin;
select plan(5);

select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 2, 100, 100, 0, -3, -3, 0, 0) as s $$,
  row(0::numeric, -3::numeric, -3::numeric, 0::numeric),
  'cheaper than inferred: the cost of what is held falls'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 0, 0, 0, 0, 5, 5, 0, 0) as s $$,
  row(0::numeric, 0::numeric, 0::numeric, -5::numeric),
  'dearer than inferred, and flat meanwhile: it is a loss'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 2, 1, 1, 0, -3, -3, 0, 0) as s $$,
  row(0::numeric, -1::numeric, -1::numeric, 2::numeric),
  'cost never falls below zero; the rest is gain'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', 2, 100, 100, 0, 4, 0, 0, 0) as s $$,
  row(0::numeric, 0::numeric, 0::numeric, 4::numeric),
  'proceeds told later are gain'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'exit', 'long', 2, 100, 100, 0, 0, 0, 0.7, 0) as s $$,
  row(0::numeric, 0::numeric, 0::numeric, -0.7::numeric),
  'a fee told later is loss'
);

select * from finish();
rollback;
