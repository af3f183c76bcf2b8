begin;
select plan(10);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.fill_and_settle(fixture.begin_entry(1, 'r1', 0.001), '1');
create temporary table told as
select fixture.lost_order(1, 'gone', '{"status": "closed", "filled": "0.01", "remaining": "0",
  "cost": "400", "average": "40000"}') as lost;
grant select on told to public;
update meta.installation set timeline = timeline + 1;
select ops.fn_acknowledge_installation('restored');
update meta.installation set acknowledged_at = acknowledged_at - interval '1 minute';
select * from engine.fn_lease_account(fixture.user_id(1), fixture.account_id(1),
  fixture.token(1), fixture.token(1), 300);
set local role tradekeel_bridge;
select is(
  jsonb_path_query_array(fixture.call_begin_run(1) -> 'plan' -> 'history', '$[*].symbol'),
  '["BTC/USDT"]', 'what was traded is listed whole once'
);
select is(
  fixture.call_run(1) ->> 'state', 'incomplete', 'without that listing nothing is ready'
);
create temporary table listed as
select fixture.document() || jsonb_build_object('history', jsonb_build_object(
  'is_complete', true, 'rows', jsonb_build_array(
    (select t.lost from told as t), '{"id": "hand", "symbol": "BTC/USDT", "side": "buy",
    "amount": "1", "clientOrderId": "x"}'::jsonb))) as document;
select is(
  fixture.call_run(1, (select l.document from listed as l)) ->> 'state', 'incomplete',
  'with it, the next one knows of which symbols to list all'
);
select is(
  fixture.call_run(1, (select l.document from listed as l)) ->> 'state', 'finished', 'and is ready'
);
reset role;
select is(
  fixture.account_state(1), 'halted tagged_order_without_attempt',
  'an order of ours that had ended before anybody looked'
);
select is(fixture.mismatches(1), 'order_missing_in_database open 2', 'and no other');
set local role tradekeel_bridge;
select is(
  fixture.call_begin_run(1) -> 'plan' -> 'history', '[]', 'it is not listed again'
);
reset role;
set local role tradekeel_operator;
select isnt(fixture.call_release(1), null, 'released');
reset role;
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(), 'found', (select t.lost from told as t));
reset role;
select matches(fixture.positions(1), '^long open 0.011 ', 'what it bought is held');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
