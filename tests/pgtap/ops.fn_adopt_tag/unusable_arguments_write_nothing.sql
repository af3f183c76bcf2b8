begin;
select plan(2);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_adopt_tag(%L, %L)', tag, reason)), 12)
       from (values
         (1, 'cafe0001', null::text), (2, 'cafe0001', ''), (3, 'x', repeat('x', 1000000)),
         (4, null, 'test'), (5, '', 'test'), (6, 'cafe000', 'test'), (7, 'CAFE0001', 'test'),
         (8, '0xcafe00', 'test'), (9, 'cafe00011', 'test'), (10, repeat('a', 1000000), 'test')
       ) as w (n, tag, reason)
      order by n $$,
  $$ values ('OPR01 reason'), ('OPR01 reason'), ('OPR01 reason'), ('OPR01 p_tag='),
     ('OPR01 p_tag='), ('OPR01 p_tag='), ('OPR01 p_tag='), ('OPR01 p_tag='), ('OPR01 p_tag='),
     ('OPR01 p_tag=') $$,
  'reason, then tag'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
