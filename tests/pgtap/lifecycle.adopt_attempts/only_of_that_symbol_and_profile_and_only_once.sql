begin;
select plan(6);

select fixture.stage(1);
select fixture.add_profile(1, 2);
select fixture.begin_entry(1, 'r1', 0.005);
select is(
  (select lifecycle.adopt_attempts(
     (select x from tenancy.exchange_accounts as x), fixture.profile_id(2),
     jsonb_build_array(fixture.reading(1, 'r1', 0, 'open')), clock_timestamp())), 0,
  'not for another profile'
);
select is(
  (select lifecycle.adopt_attempts(
     (select x from tenancy.exchange_accounts as x), null, jsonb_build_array(
       fixture.reading(1, 'r1', 0, 'open') || '{"symbol": "ETH/USDT"}',
       fixture.reading(1, 'r1', 0, 'open') || '{"id": null}',
       fixture.reading(1, 'r1', 0, 'open') || '{"clientOrderId": "other"}'), clock_timestamp())),
  0, 'not of another symbol, without an id, or of another client id'
);
select is(fixture.incidents(1), 'none', 'which is no incident');
select is(
  (select lifecycle.adopt_attempts(
     (select x from tenancy.exchange_accounts as x), null,
     jsonb_build_array(fixture.reading(1, 'r1', 0, 'open')), clock_timestamp())), 1, 'its own'
);
select is(
  (select lifecycle.adopt_attempts(
     (select x from tenancy.exchange_accounts as x), null,
     jsonb_build_array(fixture.reading(1, 'r1', 0, 'open')), clock_timestamp())), 0, 'once'
);
select is(
  (select lifecycle.adopt_attempts(
     (select x from tenancy.exchange_accounts as x), null, jsonb_build_array(
       fixture.reading(1, 'r1', 0, 'open') || '{"id": "amended"}'), clock_timestamp())), 1,
  'an amended order has another id: one intent, two orders'
);

select * from finish();
rollback;
