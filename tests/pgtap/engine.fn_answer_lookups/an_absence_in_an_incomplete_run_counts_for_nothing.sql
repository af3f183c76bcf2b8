begin;
select plan(3);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(p_incomplete => 'trades'));
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'trades were not read');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(p_incomplete => 'open_orders'));
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'open orders were not read');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(p_incomplete => 'balances'));
reset role;
select isnt((fixture.attempt(1)).absent_first_at, null, 'balances have no part in it');

select * from finish();
rollback;
