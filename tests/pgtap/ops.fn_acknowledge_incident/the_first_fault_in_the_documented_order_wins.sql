begin;
select plan(3);

select fixture.make_tenant(1);
select health.open_incident(
  fixture.user_id(1), 'late_truth', 'critical', 's', 'lifecycle-incident', '{}');
create temporary table incident as select i.incident_id from health.incidents as i;
grant select on incident to public;
select ops.fn_close_incident(fixture.user_id(1), i.incident_id, 'x') from incident as i;
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal('select ops.fn_acknowledge_incident(' || a.arguments || ')'), 5)
       from (values
         ($c$fixture.user_id(1), fixture.token(9), ''$c$),
         ($c$fixture.user_id(1), fixture.token(9), 'x'$c$),
         ($c$fixture.user_id(2), (select i.incident_id from incident as i), 'x'$c$),
         ($c$fixture.user_id(1), (select i.incident_id from incident as i), 'x'$c$)
       ) as a (arguments) $$,
  $$ values
       ('OPR01'),
       ('TNR01'),
       ('TNR01'),
       ('OPC12') $$,
  'arguments first, then the object, then its state'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_acknowledge_incident(
    fixture.user_id(1),
    (select i.incident_id from incident as i), 'x') $$),
  array['tradekeel_operator'], 'and only they may'
);

select * from finish();
rollback;
