create or replace function reconciliation.quarantine_rows(
  p_run reconciliation.runs, p_part text, p_rows jsonb
) returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_result jsonb[] := '{}'::jsonb[];
  v_row jsonb;
  v_identity jsonb;
  v_problem text;
begin
  if reconciliation.row_problem(p_part, p_rows) is null then
    return p_rows;
  end if;
  for v_row in select e.value from jsonb_array_elements(p_rows) as e
  loop
    v_problem := reconciliation.row_problem(p_part, jsonb_build_array(v_row));
    if v_problem is not null then
      v_identity := reconciliation.identify_row(p_part, v_row);
      perform health.open_incident(
        p_run.user_id, 'row_quarantined', 'warning',
        left(concat_ws(' ', p_run.account_id, p_part, v_identity ->> 'symbol',
          coalesce(v_identity ->> 'id', v_identity ->> 'order')), 500),
        'lifecycle-incident', jsonb_build_object('detail', v_problem));
      v_row := v_identity;
    end if;
    v_result := array_append(v_result, v_row);
  end loop;
  return to_jsonb(v_result);
end;
$$;
alter function reconciliation.quarantine_rows(
  reconciliation.runs, text, jsonb
) owner to tradekeel_owner;
revoke all on function reconciliation.quarantine_rows(reconciliation.runs, text, jsonb) from public;
grant execute on function reconciliation.quarantine_rows(
  reconciliation.runs, text, jsonb
) to tradekeel_engine;
comment on function reconciliation.quarantine_rows(reconciliation.runs, text, jsonb) is
'The rows of one part of a reading, each that cannot be read replaced by what identifies it, or by
null when nothing does, with an incident. One bad row never stops the rest of an account.';
