begin;
select plan(9);

create temporary table before as select fixture.digest() as digest;
grant select on before to public;
set local role tradekeel_bridge;
select throws_ok($$ select engine.fn_report_drift(null, '[]') $$, 'LCR01', null, 'no count');
select throws_ok($$ select engine.fn_report_drift(-1, '[]') $$, 'LCR01', null, 'below zero');
select throws_ok('select engine.fn_report_drift(1, null)', 'LCR01', null, 'no findings');
select throws_ok($$ select engine.fn_report_drift(1, '{}') $$, 'LCR01', null, 'no array');
select throws_ok($$ select engine.fn_report_drift(1, '[{}]') $$, 'LCR01', null, 'not texts');
select throws_ok(
  $$ select engine.fn_report_drift(1, (select jsonb_agg('x'::text) from generate_series(1, 21))) $$,
  'LCR01', null, 'too many'
);
select throws_ok(
  $$ select engine.fn_report_drift(1, jsonb_build_array(repeat('x', 20000))) $$,
  'LCR01', null, 'too long'
);
select lives_ok(
  $$ select engine.fn_report_drift(1, (select jsonb_agg('x'::text) from generate_series(1, 20))) $$,
  'twenty are taken'
);
reset role;
delete from health.drift_results;
select is(fixture.digest(), (select b.digest from before as b), 'nothing else changed');

select * from finish();
rollback;
