-- Bought at 50000, stop at 2 % below.
begin;
select plan(6);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select is(fixture.protections(1), 'stop_loss armed 49000', 'armed with the entry');
select fixture.set_price(1, 49000.01);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'none', 'above it nothing happens');
reset role;
select fixture.set_price(1, 49000);
set local role tradekeel_bridge;
select is(fixture.call_actions(1), 'exit long stop_loss 0', 'at it, the whole position goes');
reset role;
select is(
  fixture.rows($$ select x.state, trim_scale(x.fired_price), x.fired_at is not null
                    from lifecycle.protections as x $$),
  '(fired,49000,t)', 'it keeps when and at which price it fired'
);
select fixture.set_price(1, 60000);
set local role tradekeel_bridge;
select is(
  fixture.call_actions(1), 'exit long stop_loss 0', 'a price that came back undoes nothing'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
