begin;
select plan(1);

select fixture.make_tenant(1, 'binanceusdm', 'swap');
select fixture.make_ready(1);
create temporary table doc as
select fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'long', '1'))) as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select fixture.call_run(1, d.doc) from doc as d, generate_series(1, 3);
set local role tradekeel_operator;
select ops.fn_resume_account(fixture.user_id(1), fixture.account_id(1), 'hope');
set local role tradekeel_bridge;
select fixture.call_run(1, d.doc) from doc as d;
reset role;
select is(fixture.account_state(1), 'halted position_unexplained', 'hope is not enough');

select * from finish();
rollback;
