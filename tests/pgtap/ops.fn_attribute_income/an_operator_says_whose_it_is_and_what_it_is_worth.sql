begin;
select plan(12);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.add_profile(1, 3);
select fixture.call_incomes(1, jsonb_build_array(
  fixture.income(1, '{"kind": "interest", "symbol": null, "amount": "-1"}'),
  fixture.income(1, '{"id": "i2", "currency": "XYZ", "symbol": null, "amount": "-2"}')));
select is(fixture.mismatches(1), 'unpriced_fee open 1, unpriced_fee open 1', 'nobody''s');
create function pg_temp.attribute(
  p_id text, p_kind text, p_profile integer, p_price numeric
) returns text
language sql as $$
  select ops.fn_attribute_income(fixture.user_id(1), fixture.account_id(1), p_kind, p_id,
    fixture.profile_id(p_profile), p_price, 'it was his')
$$;
set local role tradekeel_operator;
select is(pg_temp.attribute('i1', 'interest', 3, null), 'recorded', 'at the market''s price');
select is(fixture.amounts(3), '1000 0 0 -1 active', 'booked to him');
select is(pg_temp.attribute('i1', 'interest', 3, null), 'known', 'a replay');
select is(
  fixture.refusal($$ select pg_temp.attribute('i1', 'interest', 1, null) $$),
  'OPC01 income=i1 profile=' || fixture.profile_id(3), 'not to another after that'
);
select is(
  fixture.refusal($$ select pg_temp.attribute('i2', 'funding', 1, null) $$),
  'OPR01 price wanted=what 1 XYZ is worth', 'a price is wanted where no market has one'
);
select is(pg_temp.attribute('i2', 'funding', 1, 0.5), 'recorded', 'at the operator''s price');
select is(fixture.amounts(1), '1000 0 0 -1 active', 'booked');
reset role;
select is(fixture.amounts(3), '1000 0 0 -1 active', 'once');
select is(fixture.mismatches(1), 'unpriced_fee healed 1, unpriced_fee healed 1', 'nothing waits');
select is(
  (select count(*) from ops.audit as a where a.entry_point = 'ops.fn_attribute_income'),
  2::bigint, 'on record'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
