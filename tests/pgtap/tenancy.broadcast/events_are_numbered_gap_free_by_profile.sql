begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select tenancy.broadcast(fixture.user_id(1), fixture.profile_id(1), 'a', '{"x": "1"}');
select tenancy.broadcast(fixture.user_id(2), fixture.profile_id(2), 'b', '{}');
select tenancy.broadcast(fixture.user_id(1), fixture.profile_id(1), 'c', '{}');
select is(
  fixture.rows('select event, event_seq from tenancy.broadcasts order by event'),
  '(a,1) (b,1) (c,2)', 'each profile for itself'
);
select is(
  (select c.event_seq from ledger.capital as c where c.profile_id = fixture.profile_id(1)),
  2::bigint, 'the capital row counts them'
);
select is(
  (select b.payload from tenancy.broadcasts as b where b.event = 'a'),
  jsonb_build_object('x', '1', 'user_id', fixture.user_id(1), 'profile_id', fixture.profile_id(1),
    'event_seq', 1, 'epoch', 1), 'the payload says whose it is, its number and the epoch'
);
select is(
  (select b.slot::integer from tenancy.broadcasts as b where b.event = 'a'),
  (floor(extract(epoch from clock_timestamp()) / 86400)::bigint % 4)::integer,
  'in the slot of today'
);

select * from finish();
rollback;
