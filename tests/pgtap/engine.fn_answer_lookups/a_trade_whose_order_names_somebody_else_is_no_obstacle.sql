begin;
select plan(7);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
create temporary table told as
select fixture.document('[]', jsonb_build_array(
    fixture.trade(1, 'r1', 't9', 0.01) || '{"order": "stray"}')) as doc,
  jsonb_build_object('id', 'stray', 'symbol', 'BTC/USDT', 'side', 'buy', 'amount', '0.01',
    'filled', '0.01', 'status', 'closed', 'clientOrderId', 'web_1') as stray;
grant select on told to public;
set local role tradekeel_bridge;
select is(
  jsonb_path_query_array(fixture.call_begin_run(1) -> 'plan' -> 'history', '$[*].symbol'),
  '["BTC/USDT"]', 'every order of its symbol is to be listed'
);
select fixture.call_run(1, (select t.doc from told as t));
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'a buy of somebody could be ours');
set local role tradekeel_bridge;
select fixture.call_run(1, (select t.doc || jsonb_build_object('history', jsonb_build_object(
  'is_complete', true, 'rows', jsonb_build_array(t.stray - 'clientOrderId'))) from told as t));
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'and when its order names nobody');
set local role tradekeel_bridge;
select fixture.call_run(1, (select t.doc || jsonb_build_object('history', jsonb_build_object(
  'is_complete', true, 'rows', jsonb_build_array(t.stray || jsonb_build_object(
    'clientOrderId', (fixture.attempt(1)).client_order_text)))) from told as t));
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'and when it names ours');
set local role tradekeel_bridge;
select fixture.call_run(1, (select t.doc || jsonb_build_object('history', jsonb_build_object(
  'is_complete', false, 'rows', jsonb_build_array(t.stray))) from told as t));
reset role;
select is((fixture.attempt(1)).absent_first_at, null, 'and when not every order was listed');
set local role tradekeel_bridge;
select fixture.call_run(1, (select t.doc || jsonb_build_object('history', jsonb_build_object(
  'is_complete', true, 'rows', jsonb_build_array(t.stray))) from told as t));
reset role;
select isnt((fixture.attempt(1)).absent_first_at, null, 'its order says that it was not us');
select is(fixture.mismatches(1), 'attempt_unresolved open 5', 'nothing is judged foreign for it');

select * from finish();
rollback;
