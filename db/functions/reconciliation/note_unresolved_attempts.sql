create or replace function reconciliation.note_unresolved_attempts(
  p_run reconciliation.runs
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform reconciliation.note_mismatch(
    a.user_id, a.account_id, a.profile_id, p_run.run_id, 'attempt_unresolved',
    'attempt:' || a.attempt_id, jsonb_build_object(
      'symbol', a.symbol, 'kind', a.kind, 'state', a.state, 'horizon_at', a.horizon_at))
     from lifecycle.attempts as a
    where a.user_id = p_run.user_id and a.account_id = p_run.account_id
      and (a.state = 'unknown'
           or a.state = 'submitting' and a.send_deadline < clock_timestamp());
  insert into reconciliation.lookups (
    user_id, run_id, account_id, profile_id, kind, subject_id, symbol, client_order_text,
    asked_at
  )
  select a.user_id, p_run.run_id, a.account_id, a.profile_id, 'attempt', a.attempt_id, a.symbol,
         a.client_order_text, clock_timestamp()
    from lifecycle.attempts as a
    join reconciliation.mismatches as m
      on m.user_id = a.user_id and m.account_id = a.account_id and m.run_id = p_run.run_id
         and m.kind = 'attempt_unresolved' and m.subject = 'attempt:' || a.attempt_id
         and m.state = 'open'
   where a.user_id = p_run.user_id and a.account_id = p_run.account_id
     and a.state in ('submitting', 'unknown');
end;
$$;
alter function reconciliation.note_unresolved_attempts(
  reconciliation.runs
) owner to tradekeel_owner;
revoke all on function reconciliation.note_unresolved_attempts(reconciliation.runs) from public;
grant execute on function reconciliation.note_unresolved_attempts(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.note_unresolved_attempts(reconciliation.runs) is
'Note attempts of which nobody knows whether they were taken, and ask for each: unknown ones, and
those still submitting when their send deadline has passed.';
