begin;
select plan(1);

select engine.fn_start_instance(fixture.token(1), fixture.token(1), 'v', 'h');
set local role tradekeel_bridge;
select engine.fn_stop_instance(fixture.token(1), fixture.token(1));
select engine.fn_stop_instance(fixture.token(1), fixture.token(1));
select throws_ok(
  $$ select engine.fn_heartbeat(
       fixture.token(1), fixture.token(1), 'trading', 'started', 1, null) $$,
  'LKC04', null, 'stopped is stopped'
);

select * from finish();
rollback;
