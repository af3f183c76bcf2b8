begin;
select plan(4);

create temporary table head as select h.row_count, h.head_hash from ops.audit_head as h;
select meta.record_audit(fixture.user_id(1), 'ops.fn_x', '{"a": 1}', '{"b": 2}');
create temporary table sealed as
select s as seal, a as line
  from ops.audit_seals as s
  join ops.audit as a on a.user_id = s.user_id and a.audit_id = s.audit_id
 where s.user_id = fixture.user_id(1);
select is(
  (select (d.seal).seq from sealed as d), (select h.row_count + 1 from head as h), 'the next one'
);
-- Spelled out a second time, so that a change of the form is a failure: every chain would break.
select is(
  (select (d.seal).row_hash from sealed as d),
  (select encode(sha256(convert_to(format(
     '["%s", %s, false, "%s", "%s", "%s", "ops.fn_x", {"a": 1}, {"b": 2}, "%s", "%s"]',
     h.head_hash, h.row_count + 1,
     to_jsonb((d.seal).sealed_at at time zone 'UTC') #>> '{}', (d.line).user_id, (d.line).audit_id,
     session_user, to_jsonb((d.line).recorded_at at time zone 'UTC') #>> '{}'), 'UTF8')), 'hex')
     from sealed as d cross join head as h),
  'the hash is over the hash before, the seal and the line'
);
select is(
  (select row(h.row_count, h.head_hash)::text from ops.audit_head as h),
  (select row((d.seal).seq, (d.seal).row_hash)::text from sealed as d), 'the head is the last'
);
set local timezone = 'Asia/Kathmandu';
set local datestyle = 'German';
select is(
  (select meta.hash_audit_row(h.head_hash, d.seal, d.line) from sealed as d cross join head as h),
  (select (d.seal).row_hash from sealed as d), 'whatever the session has set'
);

select * from finish();
rollback;
