begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1);
update locks.entry_locks set term = 7;
select locks.drop_entry_lock(fixture.attempt(1));
select is(
  (select l.owner_token from locks.entry_locks as l), fixture.token(1),
  'a later holding of the same process stays'
);
update locks.entry_locks set term = 1, owner_token = fixture.token(2);
select locks.drop_entry_lock(fixture.attempt(1));
select is(
  (select l.owner_token from locks.entry_locks as l), fixture.token(2),
  'another process''s holding stays'
);
update locks.entry_locks set owner_token = fixture.token(1);
select locks.drop_entry_lock(fixture.attempt(1));
select row_eq(
  'select owner_token, term, expires_at <= clock_timestamp() from locks.entry_locks',
  row(null::uuid, 1::bigint, true), 'its own is given back'
);

select * from finish();
rollback;
