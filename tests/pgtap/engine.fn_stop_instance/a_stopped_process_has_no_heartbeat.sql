begin;
select plan(1);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select engine.fn_stop_instance(fixture.token(1), fixture.token(1));
select engine.fn_stop_instance(fixture.token(1), fixture.token(1));
select throws_ok(
  $$ select engine.fn_heartbeat(
       fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 'trading',
       'started', 1, null) $$,
  'LKC04', null, 'stopped is stopped'
);

select * from finish();
rollback;
