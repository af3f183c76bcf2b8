-- E1 says canceled, 0; E2 sells all ten; then four of E1 come late. E2 could not have begun.
begin;
select plan(4);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select fixture.call_begin_exit(1, '{"order_type": "limit", "limit_price": "50000"}');
select fixture.call_persist(1, 'x1', 0, 'canceled');
select matches(
  fixture.refused_exit(1, '{"request_id": "x2"}'), '^LCR10', 'nothing is free before it settled'
);
select fixture.settle(1, 'x1', 0.004, 'canceled',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.004)));
select fixture.settle(1, 'x1', 0.004, 'canceled');
select is(fixture.positions(1), 'long open 0.006 300 0', 'the four are sold');
select is(
  (fixture.call_begin_exit(1, '{"request_id": "x2"}') ->> 'quantity')::numeric, 0.006,
  'and six can be'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
