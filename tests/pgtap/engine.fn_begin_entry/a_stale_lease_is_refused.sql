begin;
select plan(6);

select fixture.stage(1);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1, '{"lease_term": 0}'), '^LKC01 account=.* term=0$', 'an old term'
);
select matches(fixture.refused_entry(1, '{"lease_term": null}'), '^LKC01', 'none');
select matches(
  fixture.refused_entry(1, jsonb_build_object('owner_token', fixture.token(2))), '^LKC01',
  'another owner token'
);
select matches(fixture.refused_entry(1, '{"owner_token": null}'), '^LKC01', 'no owner token');
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');
update locks.account_leases set expires_at = clock_timestamp();
set local role tradekeel_bridge;
select matches(fixture.refused_entry(1), '^LKC01', 'an expired lease');

select * from finish();
rollback;
