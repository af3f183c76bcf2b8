create or replace function reconciliation.escalate_repeated(
  p_run reconciliation.runs
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform health.open_incident(
    m.user_id, 'mismatch_repeated', 'warning', m.kind || ' ' || m.subject, 'reconciliation',
    m.detail)
     from reconciliation.mismatches as m
    where m.user_id = p_run.user_id and m.account_id = p_run.account_id
      and m.run_id = p_run.run_id and m.state = 'open' and m.seen_count >= 3;
end;
$$;
alter function reconciliation.escalate_repeated(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.escalate_repeated(reconciliation.runs) from public;
grant execute on function reconciliation.escalate_repeated(reconciliation.runs) to tradekeel_engine;
comment on function reconciliation.escalate_repeated(reconciliation.runs) is
'Open an incident for every mismatch that three runs have seen.';
