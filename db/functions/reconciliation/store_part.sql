create or replace function reconciliation.store_part(
  p_run reconciliation.runs, p_part text, p_value jsonb
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_rows constant jsonb := p_value -> 'rows';
  v_count integer;
  v_is_complete boolean;
  v_empty_count integer;
begin
  if jsonb_typeof(p_value) is distinct from 'object'
     or jsonb_typeof(p_value -> 'is_complete') is distinct from 'boolean'
     or jsonb_typeof(v_rows) is distinct from
        (case p_part when 'balances' then 'object' else 'array' end) then
    perform meta.raise_error('RCR01', format(
      'part=%s wanted={is_complete: true or false, rows: %s}', p_part,
      case p_part when 'balances' then 'object' else 'array' end));
  end if;
  v_count := case p_part
    when 'balances' then (select count(*)::integer from jsonb_object_keys(v_rows))
    else jsonb_array_length(v_rows)
  end;
  select case when v_count = 0 then s.empty_count + 1 else 0 end into v_empty_count
    from reconciliation.latest_snapshots as s
   where s.user_id = p_run.user_id and s.account_id = p_run.account_id and s.part = p_part;
  v_empty_count := coalesce(v_empty_count, case v_count when 0 then 1 else 0 end);
  v_is_complete := (p_value ->> 'is_complete')::boolean and not (
    v_empty_count = 1 and reconciliation.is_expected(p_run.user_id, p_run.account_id, p_part));
  insert into reconciliation.latest_snapshots as s (
    user_id, account_id, part, run_id, is_complete, row_count, empty_count, document,
    started_at, recorded_at
  ) values (
    p_run.user_id, p_run.account_id, p_part, p_run.run_id, v_is_complete, v_count,
    v_empty_count, v_rows, p_run.started_at, v_now
  ) on conflict (user_id, account_id, part) do update
     set run_id = excluded.run_id, is_complete = excluded.is_complete,
         row_count = excluded.row_count, empty_count = excluded.empty_count,
         document = excluded.document, started_at = excluded.started_at,
         recorded_at = excluded.recorded_at
   where s.started_at < excluded.started_at;
  return v_is_complete;
end;
$$;
alter function reconciliation.store_part(reconciliation.runs, text, jsonb) owner to tradekeel_owner;
revoke all on function reconciliation.store_part(reconciliation.runs, text, jsonb) from public;
grant execute on function reconciliation.store_part(
  reconciliation.runs, text, jsonb
) to tradekeel_engine;
comment on function reconciliation.store_part(reconciliation.runs, text, jsonb) is
'Store one part of a reading. An unexpected empty set (rows before, none now, though we expect
some) is not complete the first time. Rows of balances are one object, the others arrays.
Errors, in order: RCR01 naming the part.';
