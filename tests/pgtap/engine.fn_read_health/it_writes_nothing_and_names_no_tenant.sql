begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.begin_entry(1, 'r', 0.001);
create temporary table digest as select fixture.digest() as before;
select is(
  fixture.roles_that_may('select engine.fn_read_health()'), array['tradekeel_bridge'],
  'the bridge may'
);
select unalike(
  engine.fn_read_health()::text, '%0000-4000-8000%', 'no user, account or profile is named'
);
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
