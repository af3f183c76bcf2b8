begin;
select plan(6);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
create function pg_temp.working() returns numeric
language sql as $$
  select trim_scale(lifecycle.working_quantity(fixture.user_id(1), p.position_id))
    from lifecycle.positions as p
$$;
select is(pg_temp.working(), 0::numeric, 'nothing is being sold');
select fixture.call_begin_exit(
  1, '{"quantity": "0.006", "order_type": "limit", "limit_price": "50000"}');
select is(pg_temp.working(), 0.006, 'an attempt counts as a whole');
select engine.fn_record_unknown(
  fixture.user_id(1), (fixture.attempt(1, 'x1')).attempt_id, fixture.token(1), '{}');
select is(pg_temp.working(), 0.006, 'also when nobody knows what became of it');
select fixture.call_persist(1, 'x1', 0.002, 'open',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.002)));
select is(pg_temp.working(), 0.004, 'an order counts with its unfilled rest');
select fixture.call_persist(1, 'x1', 0.002, 'canceled');
select is(pg_temp.working(), 0.004, 'an ended one too, until it is settled');
select fixture.settle(1, 'x1', 0.002, 'canceled');
select is(pg_temp.working(), 0::numeric, 'settled, it does not');

select * from finish();
rollback;
