begin;
select plan(8);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.rest_order(1, 'r2', 0.001);
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'cancel r2', 'to begin with');
select fixture.call_begin_cancel(1, 'r2');
select is(fixture.call_actions(1), 'none', 'not while one is being sent');
reset role;
update lifecycle.cancels set send_deadline = clock_timestamp();
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'cancel r2', 'after its deadline again');
select is(fixture.call_cancel(1, 'r2', 'refused'), 'refused', 'it is refused');
select is(fixture.call_actions(1), 'cancel r2', 'after a refusal again');
select is(fixture.call_cancel(1, 'r2', 'accepted'), 'accepted', 'it is accepted');
select is(fixture.call_actions(1), 'none', 'after an acceptance the order is given its time');
reset role;
update lifecycle.cancels set created_at = created_at - interval '6 seconds';
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'cancel r2', 'still open after 5 s: again');

select * from finish();
rollback;
