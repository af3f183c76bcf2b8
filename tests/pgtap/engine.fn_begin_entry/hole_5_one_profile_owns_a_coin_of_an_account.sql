begin;
select plan(5);

select fixture.stage(1);
select fixture.add_profile(1, 11);
select fixture.hold(1, 'r1', 0.001);
set local role tradekeel_bridge;
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(11), 'BTC/USDT', fixture.token(1), 100);
create temporary table other as
select jsonb_build_object('profile_id', fixture.profile_id(11), 'quantity', '0.001') as r;
select matches(
  fixture.refused_entry(1, (select r from other)), '^LCC03 account=.* key=BTC$',
  'while it holds some, no other profile may enter'
);
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.001, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.001)));
select matches(
  fixture.refused_entry(1, (select r from other)), '^LCC03',
  'sold, but not settled: still'
);
select fixture.settle(1, 'x1', 0.001, 'closed');
select is(
  fixture.refused_entry(1, (select r from other)), 'not refused', 'flat and settled: it is free'
);
reset role;
select is(
  (select c.profile_id from tenancy.claims as c), fixture.profile_id(11), 'and the other''s now'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
