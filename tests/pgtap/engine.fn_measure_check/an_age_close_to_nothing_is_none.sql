begin;
select plan(2);

set local role tradekeel_bridge;
select is(
  engine.fn_measure_check('capital_row_is_sound', 1e-400), 0::bigint,
  'finer than a clock can tell'
);
select is(
  fixture.refusal($$ select engine.fn_measure_check('capital_row_is_sound', 'NaN') $$),
  'LCR01 max_age_seconds=NaN wanted=0 to 86400', 'no number at all'
);

select * from finish();
rollback;
