begin;
select plan(4);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
create temporary table got as
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 10);
select row_eq(
  'select is_acquired, term from got', row(true, 1::bigint), 'acquired, term 1'
);
select ok(
  (select retry_after_ms between 9000 and 10000 from got), 'it is held for what was asked'
);
select ok(
  (select expires_at between clock_timestamp() + interval '9 s'
          and clock_timestamp() + interval '10 s' from got),
  'until then by the database''s clock'
);
select ok((select held_since <= clock_timestamp() from got), 'since now');

select * from finish();
rollback;
