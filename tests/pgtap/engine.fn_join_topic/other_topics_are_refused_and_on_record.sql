begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
set local role tradekeel_bridge;
select results_eq(
  $$ select distinct j.is_allowed
       from unnest(array[
         'user:' || fixture.user_id(2), upper('user:' || fixture.user_id(2)),
         'user:' || replace(fixture.user_id(2)::text, '-', ''), 'user:*', 'user:',
         'user:' || fixture.user_id(1) || ' ', 'USER:' || fixture.user_id(1),
         'orders', '', repeat('x', 500)
       ]) as t (topic)
      cross join engine.fn_join_topic(
        jsonb_build_object('sub', fixture.user_id(1), 'role', 'authenticated'), t.topic) as j $$,
  $$ values (false) $$, 'no other topic, nor another spelling'
);
reset role;
select is(
  (select count(*) from tenancy.breaches as b
    where b.user_id = fixture.user_id(1) and b.entry_point = 'engine.fn_join_topic'),
  10::bigint, 'each is on record'
);
select is(
  (select count(*) from tenancy.breaches as b where b.named_user_id = fixture.user_id(2)),
  3::bigint, 'with the user it named, however it was spelled'
);

select * from finish();
rollback;
