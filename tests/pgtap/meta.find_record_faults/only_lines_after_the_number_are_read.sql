begin;
select plan(2);

select meta.record_audit(fixture.user_id(1), 'ops.fn_' || n, '{}', '{}')
  from generate_series(1, 5) as n;
create temporary table line as
select s.seq, s.audit_id, row_number() over (order by s.seq) as n
  from ops.audit_seals as s where s.user_id = fixture.user_id(1);
update ops.audit as a set result = '{"a": 1}'
 where a.audit_id = (select l.audit_id from line as l where l.n = 3);
select is_empty(
  format('select from meta.find_record_faults(%s, now())',
    (select l.seq from line as l where l.n = 3)),
  'what is before is not judged, and is what the next one is judged by'
);
select results_eq(
  format('select f.subject from meta.find_record_faults(%s, now()) as f',
    (select l.seq from line as l where l.n = 2)),
  $$ select 'line ' || l.seq from line as l where l.n = 3 $$, 'from the next one on'
);

select * from finish();
rollback;
