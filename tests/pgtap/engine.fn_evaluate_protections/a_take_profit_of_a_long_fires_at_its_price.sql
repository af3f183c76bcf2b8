begin;
select plan(3);

select fixture.stage(1);
select fixture.limit_profile(1, '{"take_profit_rate": "0.04"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 51999.99);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'below it nothing happens');
reset role;
select fixture.set_price(1, 52000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long take_profit 0', 'at it the position goes');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
