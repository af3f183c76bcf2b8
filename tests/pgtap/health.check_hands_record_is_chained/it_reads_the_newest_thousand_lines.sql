begin;
select plan(2);

select meta.record_audit(fixture.user_id(1), 'ops.fn_' || n, '{}', '{}')
  from generate_series(1, 1001) as n;
update ops.audit as a set result = '{"a": 1}'
 where a.user_id = fixture.user_id(1) and a.entry_point = 'ops.fn_1';
select is_empty('select from health.check_hands_record_is_chained', 'not older ones');
select isnt_empty('select from health.check_hands_record_is_chained_full', 'the full form does');

select * from finish();
rollback;
