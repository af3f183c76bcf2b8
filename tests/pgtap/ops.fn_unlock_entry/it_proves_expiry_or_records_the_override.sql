begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.take_lock(1, 'BTC/USDT');
set local role tradekeel_operator;
select is(
  ops.fn_unlock_entry(fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', true, 'test'),
  'override', 'held: only with an override'
);
reset role;
select throws_ok(
  $$ select locks.prove_entry_lock(
       fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 1) $$,
  'LKC02', null, 'the former holder has lost it'
);
select is(fixture.take_lock(1, 'BTC/USDT'), 2::bigint, 'the next holding has a new term');
update locks.entry_locks set expires_at = clock_timestamp();
set local role tradekeel_operator;
select is(
  ops.fn_unlock_entry(fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', false, 'test'),
  'expired', 'lapsed: proven by the clock'
);
select is(
  ops.fn_unlock_entry(fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', false, 'test'),
  'free', 'a replay finds it free'
);
reset role;
select results_eq(
  $$ select a.result ->> 'proof' from ops.audit as a
      where a.entry_point = 'ops.fn_unlock_entry' order by a.recorded_at $$,
  $$ values ('override'), ('expired'), ('free') $$, 'each with its proof on record'
);

select * from finish();
rollback;
