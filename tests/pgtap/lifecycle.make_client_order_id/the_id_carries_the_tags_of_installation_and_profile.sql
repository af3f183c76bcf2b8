begin;
select plan(3);

select is(
  substr(lifecycle.make_client_order_id(
    1, fixture.user_id(1), fixture.profile_id(1), 'r1', 1)::text, 1, 8),
  (select encode(i.tag, 'hex') from meta.installation as i),
  'the first four bytes are the installation''s tag'
);
select is(
  substr(lifecycle.make_client_order_id(
    1, fixture.user_id(1), fixture.profile_id(1), 'r1', 1)::text, 10, 4),
  substr(lifecycle.make_client_order_id(
    2, fixture.user_id(1), fixture.profile_id(1), 'r9', 7)::text, 10, 4),
  'the next two are the profile''s, whatever epoch, request and attempt'
);
select isnt(
  substr(lifecycle.make_client_order_id(
    1, fixture.user_id(1), fixture.profile_id(1), 'r1', 1)::text, 10, 4),
  substr(lifecycle.make_client_order_id(
    1, fixture.user_id(1), fixture.profile_id(2), 'r1', 1)::text, 10, 4),
  'another profile has another'
);

select * from finish();
rollback;
