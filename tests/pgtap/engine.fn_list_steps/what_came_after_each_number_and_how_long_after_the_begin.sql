begin;
select plan(6);

select fixture.stage(1);
select fixture.make_tenant(2);
select fixture.broadcast(2, 'of another');
set local role tradekeel_bridge;
create temporary table stands as
select * from engine.fn_list_steps(fixture.user_id(1), fixture.account_id(1), '{}', '{}');
select results_eq(
  $$ select s.profile_id, s.event, s.payload from stands as s $$,
  $$ select fixture.profile_id(1), null::text, null::jsonb $$, 'of a new profile where it stands'
);
reset role;
select fixture.hold(1, 'r1', 0.01);
set local role tradekeel_bridge;
create temporary table steps as
select * from engine.fn_list_steps(fixture.user_id(1), fixture.account_id(1),
  array[fixture.profile_id(1)], (select array_agg(s.event_seq) from stands as s));
select bag_has(
  $$ select s.event, s.payload ->> 'status' from steps as s $$,
  $$ values ('order_changed', 'closed'), ('intent_settled', null) $$, 'then what happened'
);
select ok(
  (select bool_and(s.since_begin_ms between 0 and 60000) from steps as s),
  'each so long after the begin of its intent'
);
select is(
  (select array_agg(s.event_seq) from steps as s),
  (select array_agg(g) from steps as s,
     generate_series((select min(x.event_seq) from steps as x),
                     (select max(x.event_seq) from steps as x)) as g
    where s.event_seq = (select min(x.event_seq) from steps as x)), 'in order, without gaps'
);
select is_empty(
  $$ select * from engine.fn_list_steps(fixture.user_id(1), fixture.account_id(1),
       array[fixture.profile_id(1)], (select array[max(s.event_seq)] from steps as s)) $$,
  'nothing when nothing came'
);
select results_eq(
  $$ select s.event_seq, s.event from engine.fn_list_steps(fixture.user_id(1),
       fixture.account_id(1), array[fixture.profile_id(1)], '{9999}') as s $$,
  $$ select max(s.event_seq), null::text from steps as s $$,
  'numbers that went back: where it stands'
);
reset role;

select * from finish();
rollback;
