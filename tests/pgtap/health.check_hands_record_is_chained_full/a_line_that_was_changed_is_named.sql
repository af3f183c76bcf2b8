begin;
select plan(2);

select is_empty('select from health.check_hands_record_is_chained_full', 'nothing to see');
select meta.record_audit(fixture.user_id(1), 'ops.fn_x', '{}', '{}');
update ops.audit as a set entry_point = 'ops.fn_y' where a.user_id = fixture.user_id(1);
select results_eq(
  $$ select concat_ws('|', c.severity, c.user_id, c.detail ->> 'problem', c.runbook)
       from health.check_hands_record_is_chained_full as c $$,
  $$ values ('critical|' || fixture.user_id(1)
       || '|the line or one before it was changed|audit-record') $$,
  'named'
);

select * from finish();
rollback;
