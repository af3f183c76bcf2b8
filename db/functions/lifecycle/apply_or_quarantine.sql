create or replace function lifecycle.apply_or_quarantine(
  p_user_id uuid, p_order_id uuid, p_reading jsonb, p_trades jsonb, p_read_started_at timestamptz
) returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_message text;
  v_detail text;
begin
  return case
    when lifecycle.apply_order(
      p_user_id, p_order_id, p_reading, p_trades, p_read_started_at) then 'changed'
    else 'unchanged'
  end;
exception
  when sqlstate 'LCR07' or sqlstate 'LCR08' then
    get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail;
    perform health.open_incident(
      p_user_id, 'row_quarantined', 'warning', p_order_id::text, 'lifecycle-incident',
      jsonb_build_object('message', v_message, 'detail', v_detail));
    return 'refused';
end;
$$;
alter function lifecycle.apply_or_quarantine(
  uuid, uuid, jsonb, jsonb, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.apply_or_quarantine(
  uuid, uuid, jsonb, jsonb, timestamptz
) from public;
grant execute on function lifecycle.apply_or_quarantine(
  uuid, uuid, jsonb, jsonb, timestamptz
) to tradekeel_engine;
comment on function lifecycle.apply_or_quarantine(uuid, uuid, jsonb, jsonb, timestamptz) is
'Apply one order''s reading and trades: changed, unchanged, or refused when a row cannot be read,
which opens an incident and writes nothing else. One unreadable row never stops the rest of an
account.';
