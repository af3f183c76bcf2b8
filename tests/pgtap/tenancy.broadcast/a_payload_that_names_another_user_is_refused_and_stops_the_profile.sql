begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select ledger.lock_capital(fixture.user_id(1), fixture.profile_id(1));
select lives_ok(
  $$ select tenancy.broadcast(fixture.user_id(1), fixture.profile_id(1), 'order_changed',
       jsonb_build_object('user_id', fixture.user_id(2))) $$,
  'it does not raise: the fact that it is about stays recorded'
);
select is(
  fixture.rows($$ select b.event, b.payload ->> 'cause' from tenancy.broadcasts as b $$),
  '(capital_changed,broadcast_refused)', 'only that the profile was stopped is told'
);
select results_eq(
  $$ select b.named_user_id, b.named_object collate "default" from tenancy.breaches as b $$,
  $$ values (fixture.user_id(2), 'profile:' || fixture.profile_id(1)) $$, 'the breach is'
);
select results_eq(
  $$ select i.kind collate "default", i.level collate "default" from health.incidents as i
      where i.user_id = '00000000-0000-0000-0000-000000000000' $$,
  $$ values ('broadcast_refused', 'critical') $$, 'an incident of the installation is open'
);
select throws_ok(
  $$ select fixture.begin_entry(1, 'r1', 0.001) $$, 'LGR02', null, 'and no entry begins'
);

select * from finish();
rollback;
