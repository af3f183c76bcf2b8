begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
set local role tradekeel_bridge;
select results_eq(
  $$ select j.user_id, j.is_allowed from engine.fn_join_topic(
       jsonb_build_object('sub', fixture.user_id(1), 'role', 'authenticated'),
       'user:' || fixture.user_id(1)) as j $$,
  $$ values (fixture.user_id(1), true) $$, 'one''s own topic is allowed'
);
reset role;
select is_empty('select from realtime.messages', 'the probe was taken back');
select is(
  coalesce(current_setting('request.jwt.claims', true), '')
  || coalesce(current_setting('realtime.topic', true), ''),
  '', 'and so were the claims and the topic'
);
select is_empty('select from tenancy.breaches', 'nothing is on record of it');

select * from finish();
rollback;
