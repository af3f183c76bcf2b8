begin;
select plan(7);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0.004, 'open',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.004)));
create function pg_temp.settle(p_changes text) returns boolean
language plpgsql as $$
declare
  v_is_settled boolean;
begin
  begin
    execute 'update lifecycle.orders set ' || p_changes;
    perform lifecycle.settle_order(fixture.user_id(1), (fixture.order_of(1)).order_id);
    v_is_settled := (fixture.order_of(1)).settled_at is not null;
    raise exception using errcode = 'P0002', message = v_is_settled::text;
  exception when sqlstate 'P0002' then
    return sqlerrm::boolean;
  end;
end;
$$;
select ok(not pg_temp.settle('stable_readings = 2'), 'not while it is open');
select fixture.call_persist(1, 'r1', 0.01, 'open');
update lifecycle.orders set status = 'closed', terminal_at = clock_timestamp();
select ok(not pg_temp.settle('stable_readings = 2'), 'not while trades are missing');
select lifecycle.record_fill(fixture.order_of(1), fixture.trade(1, 'r1', 't2', 0.006));
select lifecycle.book_order(fixture.order_of(1));
select ok(not pg_temp.settle('stable_readings = 1'), 'not after one later reading');
select ok(pg_temp.settle('stable_readings = 2'), 'after two, with all trades');
update lifecycle.fills set other_fees = '[{"currency": "BNB", "cost": "1"}]';
select ok(not pg_temp.settle('stable_readings = 2'), 'not while a fee has no price');
select ok(
  pg_temp.settle($$stable_readings = 2, terminal_at = clock_timestamp() - interval '301 s'$$),
  'but when the settlement window is over'
);
select ok(
  not pg_temp.settle($$stable_readings = 1, terminal_at = clock_timestamp() - interval '301 s'$$),
  'then too only after two later readings'
);

select * from finish();
rollback;
