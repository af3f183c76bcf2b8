begin;
select plan(3);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
create temporary table got as
select 1 as n, l.* from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 10) as l;
insert into got
select 2, l.* from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', fixture.token(1), 100) as l;
select results_eq(
  'select is_acquired, term from got order by n',
  $$ values (true, 1::bigint), (true, 1::bigint) $$, 'the same holding'
);
select is(
  (select count(distinct held_since)::integer from got), 1, 'held since the same moment'
);
select ok(
  (select retry_after_ms > 90000 from got where n = 2), 'and longer'
);

select * from finish();
rollback;
