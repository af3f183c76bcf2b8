begin;
select plan(4);

select fixture.stage(1);
select fixture.limit_profile(1,
  '{"stop_loss_rate": "0.02", "trailing_stop_rate": "0.1", "max_hold_seconds": 3600}');
select fixture.take_position(1, 'r1', 0.005);
select fixture.limit_profile(1,
  '{"stop_loss_rate": "0.04", "trailing_stop_rate": "0.2", "max_hold_seconds": 7200}');
select is(
  fixture.rows($$ select x.kind, trim_scale(coalesce(x.trigger_price, x.trail_rate)),
                         x.due_at - p.opened_at
                    from lifecycle.protections as x join lifecycle.positions as p
                      using (user_id, position_id) order by x.kind $$),
  '(stop_loss,49000,) (time_stop,,01:00:00) (trailing_stop,0.1,)',
  'what is open keeps its protection'
);
select fixture.take_position(1, 'r2', 0.005);
select is(
  fixture.rows($$ select x.kind, trim_scale(coalesce(x.trigger_price, x.trail_rate)),
                         x.due_at - p.opened_at
                    from lifecycle.protections as x join lifecycle.positions as p
                      using (user_id, position_id) order by x.kind $$),
  '(stop_loss,48000,) (time_stop,,02:00:00) (trailing_stop,0.2,)',
  'until its next entry fill'
);
select fixture.limit_profile(1, '{"stop_loss_rate": null}');
select fixture.take_position(1, 'r3', 0.001, 'buy', 40000);
select is(
  (select trim_scale(x.trigger_price) from lifecycle.protections as x
    where x.kind = 'stop_loss' and x.state = 'armed'), 48000::numeric,
  'a default that was taken away leaves the stop of a position where it is'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
