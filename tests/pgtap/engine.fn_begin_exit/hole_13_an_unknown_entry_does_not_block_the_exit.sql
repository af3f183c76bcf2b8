-- A first entry is held; a second is unknown; the stop must be able to sell what is held.
begin;
select plan(5);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.005);
select fixture.take_lock(1, 'BTC/USDT');
set local role tradekeel_bridge;
select fixture.call_begin_entry(1, '{"request_id": "r2", "quantity": "0.005"}');
select engine.fn_record_unknown(fixture.user_id(1),
  (fixture.call_begin_entry(1, '{"request_id": "r2", "quantity": "0.005"}')
    ->> 'attempt_id')::uuid, fixture.token(1), '{}');
select is(fixture.call_begin_exit(1) -> 'may_send', 'true', 'it may');
select fixture.call_persist(1, 'x1', 0.005, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.005)));
select fixture.settle(1, 'x1', 0.005, 'closed');
select is(fixture.positions(1), 'long closed 0 0 0', 'and is flat');
reset role;
select is((select c.is_held from tenancy.claims as c), true, 'the claim stays for the unknown');
select fixture.call_persist(1, 'r2', 0.005, 'closed',
  jsonb_build_array(fixture.trade(1, 'r2', 't3', 0.005)));
select is(
  fixture.positions(1), 'long closed 0 0 0, long open 0.005 250 0',
  'found later, it is a position of its own'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
