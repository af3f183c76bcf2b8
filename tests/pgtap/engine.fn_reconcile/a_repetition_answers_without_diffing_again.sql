begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
create temporary table first_answer as select fixture.call_reconcile(1) as answer;
reset role;
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select is(
  fixture.call_reconcile(1, fixture.document('[{"id": "other", "symbol": "BTC/USDT"}]')),
  (select f.answer from first_answer as f), 'the same answer, whatever is handed in now'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
