begin;
select plan(8);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create temporary table given as
select fixture.trade(1, 'r1', 't1', 0.004) - 'fee' as a,
       fixture.trade(1, 'r1', 't2', 0.006) - 'fee' as b,
       '{"fee": {"cost": "0.2", "currency": "USDT"}}'::jsonb as quote,
       '{"fee": {"cost": "0.000006", "currency": "BTC"}}'::jsonb as base;
grant select on given to public;
create function pg_temp.money() returns text
language sql as $$
  select concat_ws(' ', trim_scale(c.realized_pnl), trim_scale(p.quantity), c.seq)
    from ledger.capital as c, lifecycle.positions as p
$$;
set local role tradekeel_bridge;
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(a, b)) from given;
reset role;
select is(pg_temp.money(), '0 0.01 3', 'told without fees it has none');
set local role tradekeel_bridge;
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(a || quote)) from given;
reset role;
select is(pg_temp.money(), '-0.2 0.01 4', 'the fee comes and is booked');
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(a || quote, b)) from given;
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(a, b)) from given;
select is(pg_temp.money(), '-0.2 0.01 4', 'once');
select fixture.settle(1, 'r1', 0.01, 'closed', jsonb_build_array(b || base || '{"amount": "6e-3"}'))
  from given;
select is(pg_temp.money(), '-0.2 0.009994 6', 'one in base takes from what is held');
select is(fixture.mismatches(1), 'none', 'none of it is a contradiction');
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(
  a || '{"fee": {"cost": "0.3", "currency": "USDT"}}')) from given;
select is(fixture.mismatches(1), 'fill_unexplained open 1', 'another fee is one from now on');
select is(pg_temp.money(), '-0.2 0.009994 6', 'and moves no money');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
