-- What is given is named after its topic, and the table's CHECK refuses anything else.
begin;
select plan(3);

select fixture.make_tenant(1);
select tenancy.broadcast(fixture.user_id(1), fixture.profile_id(1), 'a',
  jsonb_build_object('profile_id', fixture.profile_id(2)));
select is(
  (select b.payload ->> 'user_id' from tenancy.broadcasts as b), fixture.user_id(1)::text,
  'the payload names the user it goes to'
);
select throws_ok(
  $$ update tenancy.broadcasts
        set payload = payload || jsonb_build_object('user_id', fixture.user_id(2)) $$,
  '23514', null, 'another is refused by the table'
);
select throws_ok(
  $$ update tenancy.broadcasts set payload = payload - 'user_id' $$, '23514', null,
  'and so is none'
);

select * from finish();
rollback;
