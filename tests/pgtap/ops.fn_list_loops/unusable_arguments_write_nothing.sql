begin;
select plan(2);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select * from ops.fn_list_loops(%L)', n)), 5)
       from unnest(array[null, 0, 1001]) as n $$,
  $$ values ('LCR01'), ('LCR01'), ('LCR01') $$, 'so many at once'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
