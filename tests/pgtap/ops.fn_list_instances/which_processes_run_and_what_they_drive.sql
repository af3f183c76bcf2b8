begin;
select plan(3);

select fixture.make_tenant(n) from generate_series(1, 3) as n;
select fixture.make_ready(1);
update health.instances set heartbeat_at = now() - interval '90 seconds'
 where owner_token = fixture.token(2);
select engine.fn_stop_instance(fixture.token(3), fixture.token(3));
set local role tradekeel_operator;
select results_eq(
  $$ select i.instance_id, i.host, i.account_count, i.silent_seconds >= 90
       from ops.fn_list_instances(10) as i $$,
  $$ values (fixture.token(1), 'fixture', 1::bigint, false),
            (fixture.token(2), 'fixture', 0::bigint, true) $$,
  'the last heard of first, without those that stopped'
);
select is((select count(*) from ops.fn_list_instances(1)), 1::bigint, 'so many and no more');
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_instances(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
