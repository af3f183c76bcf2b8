-- Two attempts are found in one listing; one of the rows is broken.
begin;
select plan(5);

select fixture.stage(1);
select fixture.take_lock(1, 'ETH/USDT');
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select fixture.call_begin_entry(
  1, '{"request_id": "r2", "symbol": "ETH/USDT", "quantity": "0.1"}');
select lives_ok(
  $$ select engine.fn_apply_exchange_updates(fixture.user_id(1), fixture.account_id(1),
       clock_timestamp(), jsonb_build_array(
         fixture.reading(1, 'r1', 0.01, 'closed') || '{"filled": 0.01}',
         fixture.reading(1, 'r2', 0.1, 'closed', 2000)), '[]') $$, 'the call goes through'
);
reset role;
select is((fixture.attempt(1, 'r2')).state, 'confirmed', 'the good row is adopted');
select is((fixture.attempt(1)).state, 'submitting', 'the broken one is not');
select ok(
  exists (select from health.incidents as i where i.kind = 'row_quarantined'),
  'an incident says so'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
