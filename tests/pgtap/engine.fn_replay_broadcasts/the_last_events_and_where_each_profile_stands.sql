begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.broadcast(1, 'a');
select fixture.broadcast(1, 'b');
select fixture.broadcast(1, 'c');
set local role tradekeel_bridge;
create temporary table replay as
  select * from engine.fn_replay_broadcasts(fixture.user_id(1), null, 2);
select results_eq(
  $$ select r.profile_ids, r.event_seqs from replay as r $$,
  $$ values (array[fixture.profile_id(1)], array[3]::bigint[]) $$, 'where the profile stands'
);
select results_eq(
  $$ select m.text::jsonb ->> 'event', m.text::jsonb #>> '{payload,note}',
            m.text::jsonb #>> '{meta,replayed}'
       from replay as r, unnest(r.messages) as m (text) $$,
  $$ values ('test', 'b', 'true'), ('test', 'c', 'true'), ('synced', null, null) $$,
  'the last two, marked, then the word that all is there'
);
select is(
  (select r.messages[3]::jsonb #>> '{payload,profiles,0,event_seq}' from replay as r), '3',
  'which says the position'
);
select is(
  (select cardinality(r.messages) from engine.fn_replay_broadcasts(
    fixture.user_id(1), clock_timestamp() + interval '1 hour', 100) as r), 1,
  'only what is as young as was asked for'
);
select is(
  (select cardinality(r.messages) from engine.fn_replay_broadcasts(
    fixture.user_id(2), null, 100) as r), 1, 'and nothing of anybody else'
);
reset role;

select * from finish();
rollback;
