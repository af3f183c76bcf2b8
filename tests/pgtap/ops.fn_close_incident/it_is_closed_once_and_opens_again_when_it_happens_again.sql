begin;
select plan(6);

select fixture.make_tenant(1);
select health.open_incident(
  fixture.user_id(1), 'late_truth', 'critical', 's', 'lifecycle-incident', '{}');
create temporary table incident as select i.incident_id from health.incidents as i;
grant select on incident to public;
set local role tradekeel_operator;
select ok(
  (select ops.fn_acknowledge_incident(fixture.user_id(1), i.incident_id, 'looking')
          = ops.fn_acknowledge_incident(fixture.user_id(1), i.incident_id, 'again')
     from incident as i), 'acknowledged once'
);
select isnt(
  (select ops.fn_close_incident(fixture.user_id(1), i.incident_id, 'repaired')
     from incident as i), null, 'closed'
);
select throws_ok(
  $$ select ops.fn_close_incident(fixture.user_id(1), i.incident_id, 'repaired')
       from incident as i $$, 'OPC12', null, 'closing twice is refused'
);
reset role;
select results_eq(
  $$ select i.state = 'closed', i.closed_by = session_user, i.acknowledged_by = session_user,
            i.acknowledged_at < i.closed_at
       from health.incidents as i $$,
  'values (true, true, true, true)',
  'by whom and when'
);
select ok(
  health.open_incident(
    fixture.user_id(1), 'late_truth', 'critical', 's', 'lifecycle-incident', '{}'),
  'the same again is a new one'
);
select is(
  fixture.audited(1, 'ops.fn_close_incident') + fixture.audited(1, 'ops.fn_acknowledge_incident'),
  2, 'both are on record'
);

select * from finish();
rollback;
