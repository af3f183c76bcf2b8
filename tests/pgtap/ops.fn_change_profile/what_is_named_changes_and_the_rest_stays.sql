begin;
select plan(4);

select fixture.make_tenant(1);
set local role tradekeel_operator;
select is(
  ops.fn_change_profile(fixture.user_id(1), fixture.profile_id(1),
    '{"max_open_positions": 2, "stop_loss_rate": "0.05", "max_daily_loss": "100"}')
    -> 'max_open_positions', '5', 'the limits before'
);
select is(
  ops.fn_change_profile(fixture.user_id(1), fixture.profile_id(1), '{"max_daily_loss": null}')
    ->> 'max_daily_loss', '100', 'null takes a limit away'
);
reset role;
select results_eq(
  'select p.max_open_positions, p.stop_loss_rate, p.max_daily_loss, p.max_order_cost
     from tenancy.profiles as p',
  'values (2, 0.05, null::numeric, 100000::numeric)', 'as named'
);
select is(
  (select count(*)::integer from ops.audit as a where a.entry_point = 'ops.fn_change_profile'), 2,
  'on record'
);

select * from finish();
rollback;
