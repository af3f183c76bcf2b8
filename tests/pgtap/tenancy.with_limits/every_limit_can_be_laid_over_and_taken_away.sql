begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table wanted as
select '{"max_open_positions": 7, "max_order_cost": "12.5", "max_leverage": "3",
  "max_daily_loss": "20", "loss_cooldown_seconds": 30, "stop_loss_rate": "0.01",
  "take_profit_rate": "0.02", "trailing_stop_rate": "0.03", "max_hold_seconds": 40,
  "price_buffer_rate": "0.04", "fee_buffer_rate": "0.05",
  "cushion_rate": "0.06"}'::jsonb as limits;
select is(
  (select tenancy.describe_limits(tenancy.with_limits(p, w.limits))
     from tenancy.profiles as p, wanted as w), (select w.limits from wanted as w), 'all of them'
);
select is(
  (select tenancy.describe_limits(tenancy.with_limits(p, '{}')) from tenancy.profiles as p),
  (select tenancy.describe_limits(p) from tenancy.profiles as p), 'none of them'
);
select is(
  (select l.limits ->> 'stop_loss_rate' from (
    select tenancy.describe_limits(tenancy.with_limits(
      tenancy.with_limits(p, w.limits), '{"stop_loss_rate": null}')) as limits
      from tenancy.profiles as p, wanted as w) as l), null, 'null takes one away'
);

select * from finish();
rollback;
