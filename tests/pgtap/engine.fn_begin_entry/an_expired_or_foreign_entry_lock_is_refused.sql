begin;
select plan(6);

select fixture.stage(1);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1, '{"lock_term": 2}'), '^LKC02 profile=.* symbol=BTC/USDT term=2$',
  'another term'
);
select matches(fixture.refused_entry(1, '{"lock_term": null}'), '^LKC02', 'none');
select matches(
  fixture.refused_entry(1, '{"symbol": "ETH/USDT", "lock_term": 1, "quantity": "0.1"}'), '^LKC02',
  'the lock of another symbol'
);
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
update locks.entry_locks set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select matches(fixture.refused_entry(1), '^LKC02', 'an expired lock');
reset role;
update locks.entry_locks
   set expires_at = clock_timestamp() + interval '1 minute', owner_token = fixture.token(2);
set local role tradekeel_bridge;
select matches(fixture.refused_entry(1), '^LKC02', 'a lock that another took over');

select * from finish();
rollback;
