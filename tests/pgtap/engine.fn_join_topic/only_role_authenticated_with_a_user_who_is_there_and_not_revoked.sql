begin;
select plan(3);

select fixture.make_tenant(1);
set local role tradekeel_bridge;
select results_eq(
  $$ select distinct j.is_allowed
       from (values
         (jsonb_build_object('sub', fixture.user_id(1), 'role', 'service_role')),
         (jsonb_build_object('sub', fixture.user_id(1), 'role', 'anon')),
         (jsonb_build_object('sub', fixture.user_id(1))),
         (jsonb_build_object('sub', 'x', 'role', 'authenticated')),
         (jsonb_build_object('role', 'authenticated')),
         ('{}')
       ) as c (claims)
      cross join engine.fn_join_topic(c.claims, 'user:' || fixture.user_id(1)) as j $$,
  $$ values (false) $$, 'another role, or no subject'
);
select is(
  (select j.is_allowed from engine.fn_join_topic(
    jsonb_build_object('sub', fixture.user_id(7), 'role', 'authenticated'),
    'user:' || fixture.user_id(7)) as j), false, 'a user who is no tenant'
);
reset role;
select ops.fn_revoke_user(fixture.user_id(1), 'test');
set local role tradekeel_bridge;
select is(
  (select j.is_allowed from engine.fn_join_topic(
    jsonb_build_object('sub', fixture.user_id(1), 'role', 'authenticated'),
    'user:' || fixture.user_id(1)) as j), false, 'a user who was revoked'
);
reset role;

select * from finish();
rollback;
