begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select is(
  (ledger.lock_capital(fixture.user_id(1), fixture.profile_id(1))).allocated, 1000::numeric,
  'his own is locked and read'
);
select matches(
  fixture.refusal(format('select ledger.lock_capital(%L, %L)', fixture.user_id(1),
    fixture.profile_id(2))), '^TNR01 profile=', 'another user''s'
);
select matches(
  fixture.refusal('select ledger.lock_capital(null, null)'), '^TNR01 profile=', 'none'
);

select * from finish();
rollback;
