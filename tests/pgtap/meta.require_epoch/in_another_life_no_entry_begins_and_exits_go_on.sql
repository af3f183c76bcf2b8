begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.002);
select fixture.take_lock(1, 'ETH/USDT');
update meta.installation set timeline = timeline + 1;
set local role tradekeel_bridge;
select throws_ok(
  $$ select fixture.call_begin_entry(
       1, '{"request_id": "r2", "symbol": "ETH/USDT", "quantity": "0.1"}') $$,
  'MTI01', null, 'nobody acknowledged it'
);
select lives_ok('select fixture.call_begin_exit(1)', 'an exit begins');

select * from finish();
rollback;
