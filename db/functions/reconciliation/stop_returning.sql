create or replace function reconciliation.stop_returning(
  p_run reconciliation.runs
) returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_limit constant integer := meta.setting('mismatch_return_count')::integer;
  v_count integer := 0;
  d record;
begin
  for d in
    select m.mismatch_id, m.profile_id, m.kind, m.subject, m.detail
      from reconciliation.mismatches as m
     where m.user_id = p_run.user_id and m.account_id = p_run.account_id
       and m.run_id = p_run.run_id and m.state = 'open' and m.stopped_at is null
       and m.profile_id is not null
       and m.kind in ('order_drift', 'fill_missing', 'order_missing_in_database')
       and (m.return_count >= v_limit or m.seen_count = 1 and v_limit <= (
         select count(*)
           from reconciliation.mismatches as h
          where h.user_id = m.user_id and h.account_id = m.account_id and h.kind = m.kind
            and h.subject = m.subject and h.state = 'healed'
            and h.kind in ('order_drift', 'fill_missing', 'order_missing_in_database')
            and h.detail - 'is_handled' = m.detail
       ))
     order by m.profile_id, m.mismatch_id
  loop
    perform ledger.lock_capital(p_run.user_id, d.profile_id);
    update ledger.capital as c
       set trading_state = 'paused'
     where c.user_id = p_run.user_id and c.profile_id = d.profile_id
       and c.trading_state = 'active';
    if found then
      perform ledger.broadcast_capital(p_run.user_id, d.profile_id, 'mismatch_returned');
    end if;
    update reconciliation.mismatches as m
       set stopped_at = v_now
     where m.user_id = p_run.user_id and m.mismatch_id = d.mismatch_id;
    perform health.open_incident(
      p_run.user_id, 'mismatch_returned', 'critical', d.mismatch_id::text, 'reconciliation',
      d.detail || jsonb_build_object(
        'profile_id', d.profile_id, 'kind', d.kind, 'subject', d.subject));
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
alter function reconciliation.stop_returning(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.stop_returning(reconciliation.runs) from public;
grant execute on function reconciliation.stop_returning(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.stop_returning(reconciliation.runs) is
'Stop trying what a run found again with the same figures after its reading had been brought in
mismatch_return_count times, whether it stayed open or healed and came back: the profile is paused
and an incident opened. Other figures are progress and count from nothing. An operator has it tried
again (ops.fn_retry_mismatch) or accepts it. Returns how many were stopped.';
