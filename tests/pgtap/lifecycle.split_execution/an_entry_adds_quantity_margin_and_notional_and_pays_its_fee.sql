begin;
select plan(3);

select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 0, 0, 0, 2, 100, 100, 0.1, 0) as s $$,
  row(2::numeric, 100::numeric, 100::numeric, -0.1::numeric),
  'the first buy of a spot position'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'long', 2, 100, 100, 1, 60, 60, 0, 0) as s $$,
  row(1::numeric, 60::numeric, 60::numeric, 0::numeric),
  'a further buy adds to what is there'
);
select row_eq(
  $$ select s.* from lifecycle.split_execution(
       'entry', 'short', 0, 0, 0, 3, 300, 30, 0.12, 0) as s $$,
  row(3::numeric, 30::numeric, 300::numeric, -0.12::numeric),
  'a short at ten times holds the margin as cost, the whole as notional'
);

select * from finish();
rollback;
