begin;
select plan(5);

insert into ops.audit (user_id, entry_point, arguments, result, recorded_at)
select fixture.user_id(1), 'ops.fn_' || n, '{}', '{}', now() - make_interval(secs => n)
  from generate_series(1, 3) as n;
set local role tradekeel_bridge;
select is(engine.fn_seal_audit(), 3::bigint, 'how many');
select is(engine.fn_seal_audit(), 0::bigint, 'then none');
reset role;
select results_eq(
  $$ select a.entry_point::text collate "default"
       from ops.audit_seals as s
       join ops.audit as a on a.user_id = s.user_id and a.audit_id = s.audit_id
      where s.user_id = fixture.user_id(1) order by s.seq $$,
  $$ values ('ops.fn_3'), ('ops.fn_2'), ('ops.fn_1') $$, 'in their order'
);
select is_empty('select from fixture.violations()', 'and the chain holds');
select is(
  fixture.roles_that_may('select engine.fn_seal_audit()'), array['tradekeel_bridge'],
  'only the bridge may'
);

select * from finish();
rollback;
