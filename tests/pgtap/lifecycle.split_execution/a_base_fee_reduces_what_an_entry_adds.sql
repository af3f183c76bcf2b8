begin;
select plan(3);

select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 0, 0, 0, 1, 50000, 50000, 0, 0.001) as s $$,
  row(0.999::numeric, 50000::numeric, 50000::numeric, 0::numeric),
  'one bought, a thousandth of it paid as fee: 0.999 held at the whole cost'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 0.999, 50000, 50000, 0, 0, 0, 0, 0.001) as s $$,
  row(-0.001::numeric, 0::numeric, 0::numeric, 0::numeric),
  'a base fee told later takes quantity and no money'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 0, 0, 0, 1, 50000, 50000, 0, -0.0001) as s $$,
  row(1.0001::numeric, 50000::numeric, 50000::numeric, 0::numeric),
  'a rebate in base adds'
);

select * from finish();
rollback;
