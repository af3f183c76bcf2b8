begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select engine.fn_heartbeat(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1), 'monitor',
  'succeeded', 5, null);
select is_empty('select from health.check_observability_loops_turn', 'it turns');
update health.loops set succeeded_at = now() - interval '126 seconds';
select is_empty(
  'select from health.check_observability_loops_turn', 'the account was leased just now'
);
update locks.account_leases set acquired_at = now() - interval '1 hour';
select results_eq(
  'select c.subject::text collate "default" from health.check_observability_loops_turn as c',
  $$ values (fixture.account_id(1) || ' monitor') $$, 'it stands still'
);

select * from finish();
rollback;
