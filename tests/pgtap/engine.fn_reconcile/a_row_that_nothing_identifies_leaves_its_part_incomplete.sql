begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
select fixture.pass_time(1, '1 minute');
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, fixture.document('[{"symbol": "BTC/USDT", "amount": "1"}]')) ->> 'state',
  'incomplete', 'an order without an id could be any'
);
select is(
  fixture.call_run(1, fixture.document('["text"]')) ->> 'state', 'incomplete', 'so could text'
);
reset role;
select is(fixture.mismatches(1), 'none', 'nothing is missing');

select * from finish();
rollback;
