begin;
select plan(2);

create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_prove_audit(%L, %L)', n, h)), 5)
       from (values (null, ''), (-1, ''), (1, null), (1, ''), (0, repeat('a', 64)),
                    (1, repeat('A', 64)), (1, 'x')) as v (n, h) $$,
  $$ select 'OPR01' from generate_series(1, 7) $$, 'a number and a hash'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
