begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table doc as
select fixture.document('[{"id": "9", "symbol": "BTC/USDT", "side": "buy"}]') as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(fixture.incidents(1), 'none', 'twice is no incident');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(fixture.incidents(1), 'mismatch_repeated warning', 'three times is');

select * from finish();
rollback;
