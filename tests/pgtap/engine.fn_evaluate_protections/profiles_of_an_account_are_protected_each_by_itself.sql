begin;
select plan(4);

select fixture.stage(1);
select fixture.add_profile(1, 3);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}', 3);
select fixture.take_position(1, 'r1', 0.01);
select engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(3), 'ETH/USDT', fixture.token(1), 300);
select fixture.call_begin_entry(1, jsonb_build_object(
  'profile_id', fixture.profile_id(3), 'symbol', 'ETH/USDT', 'quantity', '0.1'));
select fixture.fill_and_settle(fixture.attempt(3), 'x-r3', 2000);
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
create temporary table got as select fixture.call_evaluate(1) as a;
reset role;
select is(
  (select a #>> '{0,profile_id}' from got), fixture.profile_id(1)::text, 'the one whose price came'
);
select is((select jsonb_array_length(a) from got), 1, 'and only that');
select is(fixture.protections(3), 'stop_loss armed 1960', 'the other is armed');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
