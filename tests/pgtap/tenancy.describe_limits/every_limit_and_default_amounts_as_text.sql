begin;
select plan(2);

select fixture.make_tenant(1);
select is(
  (select tenancy.describe_limits(p) from tenancy.profiles as p),
  '{"max_open_positions": 5, "max_order_cost": "100000", "max_leverage": "1",
    "max_daily_loss": null, "loss_cooldown_seconds": 0, "stop_loss_rate": null,
    "take_profit_rate": null, "trailing_stop_rate": null, "max_hold_seconds": null,
    "price_buffer_rate": "0.01", "fee_buffer_rate": "0.002",
    "cushion_rate": "0.001"}', 'of a new profile'
);
select is_empty(
  $$ select a.attname from pg_catalog.pg_attribute as a
      where a.attrelid = 'tenancy.profiles'::regclass and a.attnum > 0 and not a.attisdropped
        and a.attname not in
            ('user_id', 'profile_id', 'account_id', 'name', 'quote_currency', 'created_at')
        and not (select tenancy.describe_limits(p) ? a.attname from tenancy.profiles as p) $$,
  'no limit of a profile is left out'
);

select * from finish();
rollback;
