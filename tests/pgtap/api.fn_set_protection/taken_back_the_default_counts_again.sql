begin;
select plan(2);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.1"}');
select fixture.take_position(1, 'r1', 0.005);
select fixture.act_as_tenant(1);
select fixture.call_protect(1, 'p1', 'stop_loss', 48000);
select fixture.call_protect(1, 'p2', 'trailing_stop', null, 0.05);
select fixture.call_protect(1, 'p3', 'time_stop', null, null, now() + interval '1 hour');
select fixture.call_protect(1, 'p4', 'stop_loss', null);
select fixture.call_protect(1, 'p5', 'trailing_stop', null);
reset role;
set local role tradekeel_bridge;
select is(
  fixture.call_apply(1), 'set_protection applied, set_protection applied, set_protection applied, '
  || 'set_protection applied, set_protection applied', 'each in turn'
);
reset role;
select fixture.act_as_tenant(1);
select is(
  (select string_agg(concat_ws(' ', p.kind, p.is_default, p.state), ', '
            order by p.kind, p.is_default)
     from api.protections as p),
  'stop_loss f canceled, stop_loss t armed, time_stop f armed, trailing_stop f canceled',
  'what is armed now'
);

select * from finish();
rollback;
