begin;
select plan(6);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.broadcast(1, 'a');
select fixture.broadcast(2, 'b');
select fixture.broadcast(1, 'c');
select fixture.broadcast(1, 'd');
set local role tradekeel_bridge;
select results_eq(
  $$ select r.event_seq, r.message::jsonb #>> '{payload,note}'
       from engine.fn_read_broadcasts(array[fixture.user_id(1)], array[null::uuid],
         array[null::bigint], 100) as r $$,
  $$ values (1::bigint, 'a'), (2, 'c'), (3, 'd') $$,
  'of a new profile everything, of others nothing'
);
select results_eq(
  $$ select r.user_id, r.event_seq
       from engine.fn_read_broadcasts(
         array[fixture.user_id(1), fixture.user_id(1), fixture.user_id(2)],
         array[null, fixture.profile_id(1), null], array[null, 2, null]::bigint[], 100) as r $$,
  $$ values (fixture.user_id(1), 3::bigint), (fixture.user_id(2), 1) $$,
  'of a known profile what came after'
);
select is_empty(
  $$ select from engine.fn_read_broadcasts(
       array[fixture.user_id(1), fixture.user_id(1)], array[null, fixture.profile_id(1)],
       array[null, 3]::bigint[], 100) $$, 'nothing when nothing came'
);
select results_eq(
  $$ select r.event_seq from engine.fn_read_broadcasts(array[fixture.user_id(1)],
       array[null::uuid], array[null::bigint], 2) as r $$,
  $$ values (1::bigint), (2) $$, 'the first so many of each profile'
);
select results_eq(
  $$ select r.event_seq from engine.fn_read_broadcasts(
       array[fixture.user_id(1), fixture.user_id(1)], array[null, fixture.profile_id(1)],
       array[null, 9]::bigint[], 100) as r $$,
  $$ values (1::bigint), (2), (3) $$, 'a restored database whose numbers went back begins anew'
);
select results_eq(
  $$ select (r.message::jsonb - 'payload') - 'meta', r.message::jsonb #>> '{payload,user_id}'
       from engine.fn_read_broadcasts(array[fixture.user_id(2)], array[null::uuid],
         array[null::bigint], 1) as r $$,
  $$ values ('{"type": "broadcast", "event": "test"}'::jsonb, fixture.user_id(2)::text) $$,
  'a message is what a client of Realtime gets'
);
reset role;

select * from finish();
rollback;
