begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select engine.fn_heartbeat(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
         fixture.token(1), x.loop, x.phase, 1, x.error)
  from (values ('trading', 'succeeded', null), ('monitor', 'failed', 'NetworkError: away'),
               ('reconciliation', 'succeeded', null)) as x (loop, phase, error);
update health.loops
   set succeeded_at = now() - interval '1 hour', started_at = now() - interval '1 hour',
       began_at = now() - interval '1 hour'
 where loop = 'reconciliation';
update locks.account_leases set acquired_at = now() - interval '1 hour';
set local role tradekeel_operator;
select results_eq(
  $$ select l.loop, l.is_stuck, l.is_failing, l.error from ops.fn_list_loops(10) as l $$,
  $$ values ('reconciliation', true, false, null),
            ('monitor', false, true, 'NetworkError: away'), ('trading', false, false, null) $$,
  'then what fails'
);
select is((select count(*) from ops.fn_list_loops(1)), 1::bigint, 'so many and no more');
reset role;
update locks.account_leases set expires_at = clock_timestamp();
select is_empty($$ select from ops.fn_list_loops(10) $$, 'of accounts that are driven');
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_loops(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
