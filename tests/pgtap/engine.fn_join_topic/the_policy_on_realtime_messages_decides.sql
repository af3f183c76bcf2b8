begin;
select plan(2);

select fixture.make_tenant(1);
drop policy tradekeel_tenant_listens on realtime.messages;
set local role tradekeel_bridge;
select is(
  (select j.is_allowed from engine.fn_join_topic(
    jsonb_build_object('sub', fixture.user_id(1), 'role', 'authenticated'),
    'user:' || fixture.user_id(1)) as j), false, 'without a policy nobody listens'
);
reset role;
create policy others on realtime.messages for select to authenticated using (true);
set local role tradekeel_bridge;
select is(
  (select j.is_allowed from engine.fn_join_topic(
    jsonb_build_object('sub', fixture.user_id(1), 'role', 'authenticated'),
    'user:' || fixture.user_id(2)) as j), false, 'and a policy of others opens nobody else''s topic'
);
reset role;

select * from finish();
rollback;
