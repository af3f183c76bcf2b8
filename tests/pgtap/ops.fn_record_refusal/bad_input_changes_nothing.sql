begin;
select plan(2);

create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format(
              'select ops.fn_record_refusal(%L, %L, %L, %L, null)', u, f, a, s)), 5)
       from (values
         (null::uuid, null, '{}', 'OPC12'), (null, 'ops.fn_nothing', '{}', 'OPC12'),
         (null, 'engine.fn_begin_entry', '{}', 'OPC12'), (null, 'ops.fn_pause_user', null, 'OPC12'),
         (null, 'ops.fn_pause_user', '[]', 'OPC12'),
         (null, 'ops.fn_pause_user', jsonb_build_object('a', repeat('x', 20000))::text, 'OPC12'),
         (null, 'ops.fn_pause_user', '{}', null), (null, 'ops.fn_pause_user', '{}', 'opc12'),
         (null, 'ops.fn_pause_user', '{}', '00000')) as v (u, f, a, s) $$,
  $$ select 'OPR01' from generate_series(1, 9) $$, 'a call of ops, an object, a refusal'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
