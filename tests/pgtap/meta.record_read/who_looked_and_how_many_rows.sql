begin;
select plan(1);

select fixture.make_tenant(1);
select meta.record_read(fixture.user_id(1), 'ops.fn_x', '{"a": 1}', 3);
select results_eq(
  $$ select a.user_id, a.arguments, a.result from ops.audit as a
      where a.entry_point = 'ops.fn_x' $$,
  $$ values (fixture.user_id(1), '{"a": 1}'::jsonb, '{"row_count": 3}'::jsonb) $$, 'one row'
);

select * from finish();
rollback;
