-- 0.003 at 33333.33 is sold in thirds.
begin;
select plan(5);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.003, 33333.33);
set local role tradekeel_bridge;
create function pg_temp.sell(p_request text) returns void
language plpgsql as $$
declare
  v_trade constant text := 't-' || p_request;
begin
  perform fixture.call_begin_exit(
    1, jsonb_build_object('request_id', p_request, 'quantity', '0.001'));
  perform fixture.call_persist(1, p_request, 0.001, 'closed',
    jsonb_build_array(fixture.trade(1, p_request, v_trade, 0.001, 40000, '0.04')), 40000);
  perform fixture.settle(1, p_request, 0.001, 'closed', '[]', 40000);
end;
$$;
select pg_temp.sell('x1');
select is(fixture.amounts(1), '1000 0 66.66666 6.62667 active', 'a third');
select pg_temp.sell('x2');
select is(fixture.amounts(1), '1000 0 33.33333 13.25334 active', 'two thirds');
select pg_temp.sell('x3');
select is(fixture.amounts(1), '1000 0 0 19.88001 active', 'all: 120 - 99.99999 - 0.12');
select is(fixture.positions(1), 'long closed 0 0 19.88001', 'closed, nothing left over');
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
