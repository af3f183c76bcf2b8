create or replace function reconciliation.take_answer(
  p_run reconciliation.runs, p_lookup reconciliation.lookups, p_reading jsonb, p_trades jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_detail text;
begin
  perform ledger.lock_capital(p_lookup.user_id, p_lookup.profile_id);
  if p_lookup.outcome = 'failed' then
    return;
  elsif p_lookup.kind = 'attempt' and p_lookup.outcome = 'found' then
    perform lifecycle.persist_attempt_order(
      lifecycle.require_attempt(p_lookup.user_id, p_lookup.subject_id, 'any'),
      p_reading, p_trades, p_lookup.asked_at);
  elsif p_lookup.kind = 'attempt' then
    perform lifecycle.note_absence(p_lookup);
  elsif p_lookup.outcome = 'found' then
    perform lifecycle.apply_order(
      p_lookup.user_id, p_lookup.subject_id, p_reading, p_trades, p_lookup.asked_at);
    perform reconciliation.heal_found_order(p_run, p_lookup.subject_id);
  else
    perform lifecycle.note_missing(p_lookup);
  end if;
exception
  when sqlstate 'LCR07' or sqlstate 'LCR08' or sqlstate 'LCR09' or sqlstate 'LGR03' then
    get stacked diagnostics v_detail = pg_exception_detail;
    perform health.open_incident(
      p_lookup.user_id, 'row_quarantined', 'warning', p_lookup.subject_id::text,
      'lifecycle-incident', jsonb_build_object('detail', v_detail, 'kind', p_lookup.kind));
end;
$$;
alter function reconciliation.take_answer(
  reconciliation.runs, reconciliation.lookups, jsonb, jsonb
) owner to tradekeel_owner;
revoke all on function reconciliation.take_answer(
  reconciliation.runs, reconciliation.lookups, jsonb, jsonb
) from public;
grant execute on function reconciliation.take_answer(
  reconciliation.runs, reconciliation.lookups, jsonb, jsonb
) to tradekeel_engine;
comment on function reconciliation.take_answer(
  reconciliation.runs, reconciliation.lookups, jsonb, jsonb
) is
'Act on one answer: found goes through the lifecycle, not found is evidence, failed is nothing. A
row that cannot be read is quarantined.';
