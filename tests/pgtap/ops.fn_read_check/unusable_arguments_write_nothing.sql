begin;
select plan(2);

create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select * from ops.fn_read_check(%L, %L)', a.c, a.n)), 5)
       from (values ('capital_row_is_sound', null), ('capital_row_is_sound', 0),
                    ('capital_row_is_sound', 1001), (null, 10), ('', 10),
                    ('capital_row_is_sound where true; --', 10), ('check_capital_row_is_sound', 10)
         ) as a (c, n) $$,
  $$ select 'LCR01' from generate_series(1, 7) $$, 'so many at once; of which there is'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
