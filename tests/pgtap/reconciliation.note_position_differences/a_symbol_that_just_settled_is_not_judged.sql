begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.begin_entry(1, 'r1', 0.01, 'BTC/USDT:USDT');
select fixture.fill_and_settle(fixture.attempt(1), 'x-r1');
select fixture.read_nothing(1);
set local role tradekeel_bridge;
select is(fixture.call_run(1) ->> 'state', 'finished', 'positions are read before the fill');
reset role;
select is(fixture.mismatches(1), 'none', 'the listing may lag');
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is(fixture.mismatches(1), 'position_missing_on_exchange open 1', 'but not for long');

select * from finish();
rollback;
