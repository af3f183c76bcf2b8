begin;
select plan(3);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
create temporary table stray as
select jsonb_build_array(fixture.trade(1, 'r1', 't9', 0.01) || '{"order": "stray"}') as trades;
grant select on stray to public;
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', (select s.trades from stray as s)));
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'a buy of that symbol could be ours');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', (
  select jsonb_set(s.trades, '{0,side}', 'null') from stray as s)));
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'so could one without a side');
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document('[]', (
  select jsonb_set(s.trades, '{0,side}', '"sell"') from stray as s)));
reset role;
select isnt((fixture.attempt(1)).absent_first_at, null, 'a sell could not');

select * from finish();
rollback;
