begin;
select plan(11);

select meta.record_audit(fixture.user_id(1), 'ops.fn_' || n, '{}', '{}')
  from generate_series(1, 5) as n;
create temporary table line as
select s.seq, s.audit_id, s.row_hash, row_number() over (order by s.seq) as n
  from ops.audit_seals as s where s.user_id = fixture.user_id(1);
set local session_replication_role = replica;

-- What somebody who may do everything did; what the record then says of itself.
create function pg_temp.faults_after(p_sql text) returns text
language plpgsql as $$
declare
  v_faults text;
begin
  execute p_sql;
  select string_agg(f.subject || ': ' || f.problem, ', ' order by f.subject) into v_faults
    from meta.find_record_faults(0, '-infinity') as f;
  raise exception using errcode = 'P0002', message = coalesce(v_faults, 'none');
exception
  when no_data_found then return sqlerrm;
end;
$$;
create function pg_temp.name_of(p_n integer) returns text
language sql as $$ select 'line ' || l.seq from line as l where l.n = p_n $$;

select is(pg_temp.faults_after('select 1'), 'none', 'untouched');
select is(
  pg_temp.faults_after(format('update ops.audit set arguments = %L where audit_id = %L',
    '{"a": 1}', (select l.audit_id from line as l where l.n = 3))),
  pg_temp.name_of(3) || ': the line or one before it was changed', 'an update'
);
select is(
  pg_temp.faults_after(format('update ops.audit set operator = %L where audit_id = %L',
    'somebody', (select l.audit_id from line as l where l.n = 5))),
  pg_temp.name_of(5) || ': the line or one before it was changed', 'of the last one'
);
select is(
  pg_temp.faults_after(format('delete from ops.audit where audit_id = %L',
    (select l.audit_id from line as l where l.n = 2))),
  pg_temp.name_of(2) || ': the line is gone', 'a deletion'
);
select is(
  pg_temp.faults_after(format($s$ delete from ops.audit where audit_id = %1$L;
    delete from ops.audit_seals where audit_id = %1$L $s$,
    (select l.audit_id from line as l where l.n = 2))),
  pg_temp.name_of(3) || ': lines before it are gone, or it is twice', 'with its seal'
);
select is(
  pg_temp.faults_after(format($s$ delete from ops.audit_seals where seq >= %1$s;
    delete from ops.audit as a where a.user_id = %2$L and not exists (
      select from ops.audit_seals as s where s.audit_id = a.audit_id) $s$,
    (select l.seq from line as l where l.n = 4), fixture.user_id(1))),
  'head: the chain does not end where it did', 'the newest ones cut off'
);
select is(
  pg_temp.faults_after('truncate ops.audit, ops.audit_seals'),
  'head: the chain does not end where it did', 'all of it'
);
select is(
  pg_temp.faults_after('delete from ops.audit_head'),
  'head: the chain does not end where it did', 'or its end'
);
select is(
  pg_temp.faults_after($s$ insert into ops.audit
    (user_id, entry_point, arguments, result, operator, recorded_at)
    values (fixture.user_id(1), 'ops.fn_x', '{}', '{}', 'somebody', now() - interval '3 hours');
    select engine.fn_seal_audit() $s$),
  'line ' || (select max(l.seq) + 1 from line as l)
  || ': it came into the record long after the time it states',
  'a line put in between, sealed by the next sweep'
);
select matches(
  pg_temp.faults_after($s$ insert into ops.audit
    (user_id, entry_point, arguments, result, operator, recorded_at)
    values (fixture.user_id(1), 'ops.fn_x', '{}', '{}', 'somebody', now() - interval '3 hours')
  $s$),
  '^line [0-9a-f-]{36}: the line was never sealed$', 'or not'
);
select matches(
  pg_temp.faults_after($s$ insert into ops.audit
    (user_id, entry_point, arguments, result, operator, recorded_at)
    values (fixture.user_id(1), 'ops.fn_x', '{}', '{}', 'somebody', now() - interval '3 hours');
    select engine.fn_seal_audit();
    update ops.audit_seals as s set is_inherited = true
     where s.seq = (select max(x.seq) from ops.audit_seals as x) $s$),
  'the line or one before it was changed', 'a seal that is called inherited'
);

select * from finish();
rollback;
