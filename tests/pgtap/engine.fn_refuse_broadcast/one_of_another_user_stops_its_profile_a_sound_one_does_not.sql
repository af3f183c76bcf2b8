begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.broadcast(1, 'a');
set local role tradekeel_bridge;
select is(
  engine.fn_refuse_broadcast(fixture.user_id(1), fixture.profile_id(1), 1), false,
  'a sound one is left alone'
);
reset role;
alter table tenancy.broadcasts drop constraint broadcasts_payload_names_its_user;
update tenancy.broadcasts set payload = jsonb_build_object('user_id', fixture.user_id(2));
set local role tradekeel_bridge;
select is(
  (select r.message from engine.fn_read_broadcasts(array[fixture.user_id(1)], array[null::uuid],
    array[null::bigint], 1) as r), null, 'there is nothing to send'
);
select is(
  engine.fn_refuse_broadcast(fixture.user_id(1), fixture.profile_id(1), 1), true, 'it is refused'
);
reset role;
select results_eq(
  $$ select b.user_id, b.named_user_id, b.entry_point collate "default"
       from tenancy.breaches as b $$,
  $$ values (fixture.user_id(1), fixture.user_id(2), 'tenancy.broadcast') $$, 'on record'
);
select throws_ok(
  $$ select fixture.begin_entry(1, 'r1', 0.001) $$, 'LGR02', null, 'and no entry begins'
);

select * from finish();
rollback;
