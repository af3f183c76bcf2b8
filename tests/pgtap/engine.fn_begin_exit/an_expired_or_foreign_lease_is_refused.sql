begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
select matches(
  fixture.refused_exit(1, jsonb_build_object('owner_token', fixture.token(2))), '^LKC01',
  'another owner token'
);
reset role;
update meta.installation set epoch = 2;
select matches(fixture.refused_exit(1), '^LKC01', 'a lease of another epoch');
update meta.installation set epoch = 1;
update locks.account_leases set expires_at = clock_timestamp();
select matches(fixture.refused_exit(1), '^LKC01', 'an expired lease');

select * from finish();
rollback;
