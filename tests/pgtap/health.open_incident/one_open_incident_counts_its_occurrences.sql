begin;
select plan(6);

select ok(health.open_incident(
  fixture.user_id(1), 'k', 'warning', 's', 'reconciliation', '{"n": 1}'), 'new');
select ok(not health.open_incident(
  fixture.user_id(1), 'k', 'warning', 's', 'reconciliation', '{"n": 2}'), 'not new');
select ok(health.open_incident(
  fixture.user_id(1), 'k', 'warning', 't', 'reconciliation', '{}'), 'another subject is');
select ok(health.open_incident(
  fixture.user_id(2), 'k', 'warning', 's', 'reconciliation', '{}'), 'so is another user''s');
select results_eq(
  $$ select i.occurrence_count, i.detail, i.last_seen_at > i.opened_at from health.incidents as i
      where i.user_id = fixture.user_id(1) and i.subject = 's' $$,
  $$ values (2, '{"n": 2}'::jsonb, true) $$, 'counted, with the newest detail'
);
update health.incidents set state = 'closed', closed_at = clock_timestamp();
select ok(health.open_incident(
  fixture.user_id(1), 'k', 'warning', 's', 'reconciliation', '{}'), 'once closed, a new one');

select * from finish();
rollback;
