begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.broadcast(1, 'before');
select is_empty('select from realtime.messages', 'not where it is not asked for');
select ops.fn_change_setting('realtime_send', 1);
select fixture.broadcast(1, 'after');
select results_eq(
  $$ select m.topic, m.event, m.extension, m.private, m.payload ->> 'note',
            m.payload ->> 'event_seq'
       from realtime.messages as m $$,
  $$ values ('user:' || fixture.user_id(1), 'test', 'broadcast', true, 'after', '2') $$,
  'on the private topic of its user'
);
select is(
  coalesce(current_setting('realtime.topic', true), ''), '', 'the topic is not left set'
);
alter table realtime.messages detach partition realtime.messages_default;
select lives_ok($$ select fixture.broadcast(1, 'lost') $$, 'what it does not take stops nothing');
select is(
  (select sum(d.delta) from health.counter_deltas as d where d.counter = 'broadcasts_unsent'),
  1::numeric, 'and is counted'
);

select * from finish();
rollback;
