begin;
select plan(1);

select meta.record_audit(fixture.user_id(1), 'ops.fn_x', '{"a": 1}', '{"b": 2}');
select is(
  (select concat_ws(' ', a.user_id, a.entry_point, a.arguments, a.result, a.operator)
     from ops.audit as a where a.user_id = fixture.user_id(1)),
  concat_ws(' ', fixture.user_id(1), 'ops.fn_x {"a": 1} {"b": 2}', session_user), 'one line'
);

select * from finish();
rollback;
