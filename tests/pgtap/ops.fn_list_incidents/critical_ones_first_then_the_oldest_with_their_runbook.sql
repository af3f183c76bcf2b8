begin;
select plan(3);

select fixture.make_tenant(1);
select health.open_incident(fixture.user_id(1), 'late_truth', x.level, x.subject, x.page, x.detail)
  from (values ('warning', 'a', 'lifecycle-incident', '{}'::jsonb),
               ('warning', 'b', 'lifecycle-incident', '{}'),
               ('critical', 'c', 'capital-invariant', '{"x": 1}'),
               ('info', 'd', 'lifecycle-incident', '{}')) as x (level, subject, page, detail);
select ops.fn_close_incident(i.user_id, i.incident_id, 'over') from health.incidents as i
 where i.subject = 'b';
set local role tradekeel_operator;
select results_eq(
  $$ select i.level, i.subject, i.runbook from ops.fn_list_incidents(10) as i $$,
  $$ values ('critical', 'c', 'capital-invariant'), ('warning', 'a', 'lifecycle-incident'),
            ('info', 'd', 'lifecycle-incident') $$, 'those that are open'
);
select is(
  (select i.detail from ops.fn_list_incidents(1) as i), '{"x": 1}'::jsonb, 'and so many'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_incidents(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
