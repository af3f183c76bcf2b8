create or replace function lifecycle.apply_or_quarantine(
  p_user_id uuid, p_order_id uuid, p_reading jsonb, p_trades jsonb, p_read_started_at timestamptz
) returns table (
  outcome text, rows_refused integer
)
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_is_readable constant boolean := case jsonb_typeof(p_reading -> 'trades')
    when 'array' then jsonb_array_length(p_reading -> 'trades') <= 1000 else false end;
  v_trades constant jsonb :=
    p_trades || case when v_is_readable then p_reading -> 'trades' else '[]' end;
  v_readable constant jsonb := lifecycle.readable_trades(p_user_id, p_order_id, v_trades);
  v_message text;
  v_detail text;
begin
  outcome := case
    when lifecycle.apply_order(
      p_user_id, p_order_id,
      case when v_is_readable then p_reading - 'trades' else p_reading end,
      v_readable, p_read_started_at) then 'changed'
    else 'unchanged'
  end;
  rows_refused := jsonb_array_length(v_trades) - jsonb_array_length(v_readable);
  return next;
exception
  when sqlstate 'LCR07' or sqlstate 'LCR08' or sqlstate 'LGR03' then
    get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail;
    perform health.open_incident(
      p_user_id, 'row_quarantined', 'warning', p_order_id::text, 'lifecycle-incident',
      jsonb_build_object('message', v_message, 'detail', v_detail));
    outcome := 'refused';
    rows_refused := 1;
    return next;
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
'Apply one order''s reading and trades: changed, unchanged, or refused when its reading cannot be
read or names another order, which opens an incident and writes nothing else. A trade that
cannot be read is left out, with an incident. One bad row never stops the rest of an account.';
