begin;
select plan(5);

select fixture.stage(1);
select fixture.take_position(1, 'r1', 0.005);
select fixture.act_as_tenant(1);
select fixture.call_protect(1, 'p1', 'stop_loss', 51000);
select fixture.call_protect(1, 'p2', 'take_profit', 49000);
reset role;
set local role tradekeel_bridge;
select is(
  fixture.call_apply(1), 'set_protection LCR30, set_protection LCR30', 'refused for the price'
);
reset role;
select is(fixture.protections(1), 'none', 'nothing is armed');
select fixture.act_as_tenant(1);
select fixture.call_protect(1, 'p3', 'stop_loss', 49000);
reset role;
select fixture.fill_and_settle(fixture.begin_exit(1, 'x1', null), 'x-exit');
set local role tradekeel_bridge;
select is(fixture.call_apply(1), 'set_protection LCR10', 'closed meanwhile');
reset role;
select is(fixture.protections(1), 'none', 'nothing is armed');
select fixture.act_as_tenant(1);
select is(
  (select string_agg(concat_ws(' ', r.request_id, r.state, r.outcome), ', ' order by r.request_id)
     from api.requests as r),
  'p1 closed LCR30, p2 closed LCR30, p3 closed LCR10',
  'the tenant reads what became of it'
);

select * from finish();
rollback;
