begin;
select plan(9);

select fixture.stage(1);
select fixture.take_position(1, 'r1', 0.01);
create temporary table held as select p.user_id, p.position_id from lifecycle.positions as p;
grant select on held to public;
create function pg_temp.possible() returns boolean
language sql as $$
  select lifecycle.is_exit_possible(h.user_id, h.position_id) from held as h
$$;
select ok(pg_temp.possible(), 'held and free');
select fixture.call_begin_exit(1, '{"quantity": "0.004"}');
select ok(not pg_temp.possible(), 'not while an exit is being sent, though 0.006 are free');
select engine.fn_record_unknown(
  fixture.user_id(1), (fixture.attempt(1, 'x1')).attempt_id, fixture.token(1), '{}');
select ok(not pg_temp.possible(), 'nor while it is unknown');
select fixture.call_persist(1, 'x1', 0, 'open');
select ok(pg_temp.possible(), 'once it rests, the rest is free');
select fixture.call_begin_exit(1, '{"request_id": "x2"}');
select fixture.call_persist(1, 'x2', 0, 'open');
select ok(not pg_temp.possible(), 'all of it works');
select fixture.call_persist(1, 'x2', 0, 'canceled');
select ok(not pg_temp.possible(), 'ended, it may still have filled');
select fixture.settle(1, 'x2', 0, 'canceled');
select ok(pg_temp.possible(), 'settled: free again');
update lifecycle.positions set quantity = 0.004009;
select ok(not pg_temp.possible(), 'less than a step beyond what works is nothing');
select ok(
  not (select lifecycle.is_exit_possible(fixture.user_id(2), h.position_id) from held as h),
  'another user''s position is none'
);

select * from finish();
rollback;
