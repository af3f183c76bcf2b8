-- One tenant for each story; a trigger of this test notes every move that the functions make.
begin;
select plan(4);

select fixture.stage(n) from generate_series(1, 5) as n;
select fixture.leave_available(n, 2000) from generate_series(1, 5) as n;
select fixture.limit_profile(n, '{"stop_loss_rate": "0.02"}') from generate_series(1, 5) as n;
create function pg_temp.enter(p_n integer, p_quantity numeric, p_filled numeric) returns void
language plpgsql as $$
begin
  perform fixture.begin_entry(p_n, 'r1', p_quantity);
  perform fixture.call_persist(p_n, 'r1', p_filled, 'open',
    jsonb_build_array(fixture.trade(p_n, 'r1', 'e1', p_filled)));
end;
$$;
create function pg_temp.leave(p_n integer, p_filled numeric, p_trade text) returns void
language plpgsql as $$
begin
  if (fixture.attempt(p_n, 'x1')).attempt_id is null then
    perform fixture.call_begin_exit(p_n, '{"quantity": "0.01"}');
  end if;
  perform fixture.call_persist(p_n, 'x1', p_filled, 'closed', jsonb_build_array(
    fixture.trade(p_n, 'x1', p_trade,
      p_filled - coalesce((fixture.order_of(p_n, 'x1')).posted_quantity, 0))));
end;
$$;
select fixture.watch_moves();
-- 1 and 2 sell more than they hold, and a late entry fill covers it: more than that, and exactly.
select pg_temp.enter(n, 0.02, 0.01) from generate_series(1, 2) as n;
select pg_temp.leave(n, 0.011, 'x1') from generate_series(1, 2) as n;
select pg_temp.leave(n, 0.012, 'x2') from generate_series(1, 2) as n;
select fixture.call_persist(1, 'r1', 0.02, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 'e2', 0.01)));
select fixture.call_persist(2, 'r1', 0.012, 'canceled',
  jsonb_build_array(fixture.trade(2, 'r1', 'e2', 0.002)));
-- 3 grows, shrinks, is flat; then its exit turns out to have sold more.
select pg_temp.enter(3, 0.01, 0.004);
select fixture.call_persist(3, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(3, 'r1', 'e2', 0.006)));
select pg_temp.leave(3, 0.005, 'x1');
select pg_temp.leave(3, 0.01, 'x2');
select pg_temp.leave(3, 0.013, 'x3');
-- 4 is flat; then the fee of its exit is told.
select pg_temp.enter(4, 0.01, 0.01);
select fixture.call_begin_exit(4);
select fixture.call_persist(4, 'x1', 0.01, 'closed');
select fixture.call_persist(4, 'x1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(4, 'x1', 'x1', 0.01, 50000, '0.3')));
-- 5 is flat after a base fee as its order stated it; its trade says that it was half of that.
select fixture.begin_entry(5, 'r1', 0.01);
select engine.fn_persist_entry_lifecycle(fixture.user_id(5), (fixture.attempt(5)).attempt_id,
  fixture.reading(5, 'r1', 0.01, 'closed')
    || '{"fee": {"cost": "0.0001", "currency": "BTC"}}', '[]');
select fixture.call_begin_exit(5);
select fixture.call_persist(5, 'x1', 0.0099, 'closed',
  jsonb_build_array(fixture.trade(5, 'x1', 'x1', 0.0099)));
select fixture.call_persist(5, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(5, 'r1', 'e1', 0.01, 50000, '0.00005', 'BTC')));
select is(
  fixture.rows($$ select distinct m.from_state, m.to_state from moves as m
                   where m.machine = 'position' order by 1, 2 $$),
  fixture.rows($$ select t.from_state, t.to_state from meta.transitions as t
                   where t.machine = 'position' order by 1, 2 $$),
  'every move of the table happens, and no other'
);
select is(
  fixture.rows($$ select distinct m.machine, m.from_state, m.to_state from moves as m
                   where m.from_state <> m.to_state and (m.machine, m.from_state, m.to_state)
                     not in (select t.machine, t.from_state, t.to_state
                               from meta.transitions as t) $$),
  null, 'nor does anything else move otherwise'
);
select is(
  fixture.protections(5), 'stop_loss armed 49000', 'what holds something again is protected again'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
