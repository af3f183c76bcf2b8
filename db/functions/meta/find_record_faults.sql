create or replace function meta.find_record_faults(
  p_after_seq bigint, p_unsealed_since timestamptz
) returns table (
  problem text, user_id uuid, subject text, detail jsonb
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  return query
  with chain as (
    select s as seal, a as line, a.audit_id is null as is_gone, lag(s.seq, 1, 0::bigint) over w
             as before_seq, lag(s.row_hash, 1, '') over w as before_hash,
           lag(s.is_inherited, 1, true) over w as before_inherited
      from ops.audit_seals as s
      left join ops.audit as a on a.user_id = s.user_id and a.audit_id = s.audit_id
     where s.seq >= p_after_seq
    window w as (order by s.seq, s.row_hash)
  ), judged as (
    select c.seal, c.line, case
             when c.is_gone then 'the line is gone'
             when (c.seal).seq <> c.before_seq + 1 then 'lines before it are gone, or it is twice'
             when (c.seal).row_hash <> meta.hash_audit_row(c.before_hash, c.seal, c.line)
               then 'the line or one before it was changed'
             when (c.seal).is_inherited and not c.before_inherited then 'it was not there then'
             when not (c.seal).is_inherited and (c.seal).sealed_at > v_now - interval '30 days'
               and (c.line).recorded_at < (c.seal).sealed_at - interval '1 hour'
               then 'it came into the record long after the time it states'
           end as fault
      from chain as c
     where (c.seal).seq > p_after_seq
  )
  select j.fault, (j.seal).user_id, 'line ' || (j.seal).seq, jsonb_build_object(
           'operator', (j.line).operator, 'entry_point', (j.line).entry_point, 'recorded_at',
           (j.line).recorded_at, 'sealed_at', (j.seal).sealed_at)
    from judged as j
   where j.fault is not null
  union all
  select 'the chain does not end where it did', '00000000-0000-0000-0000-000000000000'::uuid,
         'head', jsonb_build_object('lines', s.seq, 'head_lines', h.row_count)
    from (select max(x.seq) as seq from ops.audit_seals as x) as n
    left join ops.audit_head as h on h.is_only
    left join ops.audit_seals as s on s.seq = n.seq
   where h.row_count is distinct from coalesce(s.seq, 0)
      or h.head_hash is distinct from coalesce(s.row_hash, '')
  union all
  select 'the line was never sealed', a.user_id, 'line ' || a.audit_id, jsonb_build_object(
           'operator', a.operator, 'entry_point', a.entry_point, 'recorded_at', a.recorded_at)
    from ops.audit as a
   where a.recorded_at between p_unsealed_since and v_now - interval '10 minutes'
     and not exists (
       select from ops.audit_seals as s
        where s.user_id = a.user_id and s.audit_id = a.audit_id
     );
end;
$$;
alter function meta.find_record_faults(bigint, timestamptz) owner to tradekeel_owner;
revoke all on function meta.find_record_faults(bigint, timestamptz) from public;
grant execute on function meta.find_record_faults(bigint, timestamptz) to tradekeel_engine;
comment on function meta.find_record_faults(bigint, timestamptz) is
'Find where the operators'' record is not what was written: of the lines after number p_after_seq,
and of those since p_unsealed_since that nobody sealed within ten minutes. A line that states a
time an hour or more before it was sealed is named for thirty days.';
