create or replace function engine.fn_seal_audit() returns bigint
language plpgsql volatile security definer
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_row ops.audit;
  v_count bigint := 0::bigint;
begin
  perform from ops.audit_head as h where h.is_only for no key update skip locked;
  if not found then
    return null;
  end if;
  for v_row in
    select a.*
      from ops.audit as a
     where a.recorded_at > v_now - interval '1 day'
       and not exists (
         select from ops.audit_seals as s
          where s.user_id = a.user_id and s.audit_id = a.audit_id
       )
     order by a.recorded_at, a.user_id, a.audit_id limit 1000
  loop
    perform meta.seal_audit_row(v_row);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
alter function engine.fn_seal_audit() owner to tradekeel_engine;
revoke all on function engine.fn_seal_audit() from public;
grant execute on function engine.fn_seal_audit() to tradekeel_bridge;
comment on function engine.fn_seal_audit() is
'Append to the chain what operators recorded while another transaction was sealing, oldest first,
at most 1000 lines, and none that states a time more than a day ago: the full check names that.
Returns how many, or null while somebody else seals. Planned by hand: a day of the record by its
time, and of each line whether it has a seal, never all there ever was.';
