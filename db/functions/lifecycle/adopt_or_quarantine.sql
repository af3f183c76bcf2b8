create or replace function lifecycle.adopt_or_quarantine(
  p_attempt lifecycle.attempts, p_reading jsonb, p_read_started_at timestamptz
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_detail text;
begin
  perform lifecycle.persist_attempt_order(p_attempt, p_reading, '[]', p_read_started_at);
  return true;
exception
  when sqlstate 'LCR07' or sqlstate 'LCR08' or sqlstate 'LCR09' or sqlstate 'LGR03' then
    get stacked diagnostics v_detail = pg_exception_detail;
    perform health.open_incident(
      p_attempt.user_id, 'row_quarantined', 'warning', p_attempt.attempt_id::text,
      'lifecycle-incident', jsonb_build_object('detail', v_detail, 'kind', 'attempt'));
    return false;
end;
$$;
alter function lifecycle.adopt_or_quarantine(
  lifecycle.attempts, jsonb, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.adopt_or_quarantine(
  lifecycle.attempts, jsonb, timestamptz
) from public;
grant execute on function lifecycle.adopt_or_quarantine(
  lifecycle.attempts, jsonb, timestamptz
) to tradekeel_engine;
comment on function lifecycle.adopt_or_quarantine(lifecycle.attempts, jsonb, timestamptz) is
'Confirm an attempt by an order found among others. A row that cannot be read or names another
order opens an incident, writes nothing else and stops nothing else. Returns whether it was
confirmed.';
