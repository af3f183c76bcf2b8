begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
create temporary table doc as
select fixture.document('[]', '[]', jsonb_build_array(
  fixture.position_json('BTC/USDT:USDT', 'long', '1'),
  fixture.position_json('ETH/USDT:USDT', 'long', '1'))) as doc;
grant select on doc to public;
select fixture.begin_entry(1, 'r1', 0.01, 'BTC/USDT:USDT');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(
  (select string_agg(m.subject, ' ') from reconciliation.mismatches as m
    where m.kind like 'position%'),
  'ETH/USDT:USDT:long', 'an attempt is unresolved'
);
select fixture.call_persist(1, 'r1', 0, 'open');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(
  (select count(*)::integer from reconciliation.mismatches as m where m.subject like 'BTC%'),
  0, 'an order is fresh'
);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d) || fixture.document(
  jsonb_build_array(fixture.reading(1, 'r1', 0, 'open'))) - 'positions');
reset role;
select is(
  (select count(*)::integer from reconciliation.mismatches as m where m.subject like 'BTC%'),
  1, 'a resting order does not move'
);

select * from finish();
rollback;
