-- Attempt 1 was rejected, attempt 2 too; then attempt 1 turns out to be on the exchange.
begin;
select plan(5);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select engine.fn_record_rejected(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, fixture.token(1), '{}');
create temporary table first_order as select fixture.reading(1, 'r1', 0.01, 'closed') as o;
create temporary table first as select (fixture.attempt(1)).attempt_id as id;
grant select on first, first_order to public;
select fixture.take_lock(1, 'BTC/USDT');
select fixture.call_begin_entry(1, '{"attempt_no": 2}');
select engine.fn_record_rejected(
  fixture.user_id(1), (fixture.attempt(1)).attempt_id, fixture.token(1), '{}');
set local role tradekeel_bridge;
select engine.fn_persist_entry_lifecycle(
  fixture.user_id(1), (select id from first), (select o from first_order), '[]');
select fixture.take_lock(1, 'BTC/USDT');
select matches(
  fixture.refused_entry(1, '{"attempt_no": 3}'), '^LCC02', 'while that order is unsettled'
);
select engine.fn_apply_exchange_updates(fixture.user_id(1), fixture.account_id(1),
  clock_timestamp(), jsonb_build_array((select o from first_order)), '[]');
reset role;
update lifecycle.orders set terminal_at = terminal_at - interval '1 hour';
set local role tradekeel_bridge;
select engine.fn_apply_exchange_updates(fixture.user_id(1), fixture.account_id(1),
  clock_timestamp(), jsonb_build_array((select o from first_order)), '[]');
reset role;
select isnt((fixture.order_of(1)).settled_at, null, 'it is settled');
select is((fixture.intent(1)).outcome, 'filled', 'and the intent is filled after all');
set local role tradekeel_bridge;
select is(
  fixture.refused_entry(1, '{"attempt_no": 3}'), 'LCC05 request_id=r1 attempt=3',
  'it must not be bought twice'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
