begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select engine.fn_apply_exchange_updates(
  fixture.user_id(1), fixture.account_id(1), clock_timestamp(), '[]', jsonb_build_array(
    fixture.trade(1, 'r1', 't1', 0.01) || '{"fee": {"currency": null, "cost": "0.5"}}'));
reset role;
select is((select f.other_fees from lifecycle.fills as f),
  '[{"cost": "0.5", "currency": "unknown"}]'::jsonb, 'kept, without a price');
select is(fixture.mismatches(1), 'unpriced_fee open 1', 'on record');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
