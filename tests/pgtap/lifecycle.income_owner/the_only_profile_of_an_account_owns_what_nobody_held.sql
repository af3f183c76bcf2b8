begin;
select plan(3);

select fixture.stage(1);
select fixture.stage(2);
create function pg_temp.owner() returns uuid
language sql as $$
  select lifecycle.income_owner(a, null, clock_timestamp())
    from tenancy.exchange_accounts as a where a.account_id = fixture.account_id(1)
$$;
select is(pg_temp.owner(), fixture.profile_id(1), 'one profile');
select fixture.add_profile(1, 3);
select is(pg_temp.owner(), null, 'two');
delete from ledger.entries where profile_id in (fixture.profile_id(1), fixture.profile_id(3));
delete from ledger.capital where profile_id in (fixture.profile_id(1), fixture.profile_id(3));
delete from locks.entry_locks;
delete from tenancy.profiles where account_id = fixture.account_id(1);
select is(pg_temp.owner(), null, 'none');

select * from finish();
rollback;
