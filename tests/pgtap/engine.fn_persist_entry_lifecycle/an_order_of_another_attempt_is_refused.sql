begin;
select plan(2);

select fixture.stage(1);
select fixture.take_lock(1, 'ETH/USDT');
select fixture.call_begin_entry(1);
select fixture.call_persist(1, 'r1', 0, 'canceled');
select fixture.settle(1, 'r1', 0, 'canceled');
select fixture.take_lock(1, 'BTC/USDT');
select fixture.call_begin_entry(1, '{"request_id": "r2", "quantity": "0.001"}');
create temporary table evidence as
select (fixture.attempt(1, 'r2')).attempt_id as id,
       fixture.reading(1, 'r1', 0, 'canceled') - 'clientOrderId' as o;
grant select on evidence to public;
set local role tradekeel_bridge;
select throws_ok(
  $$ select engine.fn_persist_entry_lifecycle(fixture.user_id(1), id, o, '[]') from evidence $$,
  'LCR08', null, 'the exchange id is the order of attempt 1'
);
reset role;
select is((fixture.attempt(1, 'r2')).state, 'submitting', 'attempt 2 is not confirmed by it');

select * from finish();
rollback;
