begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table wanted as
select '{"max_open_positions": 7, "max_order_cost": "12.5", "max_leverage": "3",
  "max_daily_loss": "20", "loss_cooldown_seconds": 30, "stop_loss_rate": "0.01",
  "take_profit_rate": "0.02", "trailing_stop_rate": "0.03", "max_hold_seconds": 40,
  "price_buffer_rate": "0.04", "fee_buffer_rate": "0.05",
  "cushion_rate": "0.06"}'::jsonb as limits;
grant select on wanted to public;
set local role tradekeel_operator;
select is(
  ops.fn_change_profile(fixture.user_id(1), fixture.profile_id(1), w.limits) ->> 'max_leverage',
  '1', 'the limits before'
) from wanted as w;
reset role;
select is(
  (select tenancy.describe_limits(p) from tenancy.profiles as p),
  (select w.limits from wanted as w), 'all of them'
);
select is(
  (select a.arguments -> 'limits' from ops.audit as a
    where a.entry_point = 'ops.fn_change_profile'), (select w.limits from wanted as w), 'on record'
);

select * from finish();
rollback;
