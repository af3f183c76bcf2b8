create or replace function engine.fn_report_drift(
  p_row_count integer, p_findings jsonb
) returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_row_count is null or p_row_count < 0 then
    perform meta.raise_error('LCR01', format('row_count=%s wanted=0 or more', p_row_count));
  elsif p_findings is null or jsonb_typeof(p_findings) <> 'array'
    or length(p_findings::text) > 20000 or exists (
      select from jsonb_array_elements(p_findings) with ordinality as f (finding, place)
       where jsonb_typeof(f.finding) <> 'string' or f.place > 20
    ) then
    perform meta.raise_error('LCR01', 'findings wanted=at most 20 texts');
  end if;
  insert into health.drift_results (row_count, findings, measured_at)
  values (p_row_count, p_findings, v_now)
      on conflict (is_only) do update
     set row_count = excluded.row_count, findings = excluded.findings,
         measured_at = excluded.measured_at;
  return p_row_count;
end;
$$;
alter function engine.fn_report_drift(integer, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_report_drift(integer, jsonb) from public;
grant execute on function engine.fn_report_drift(integer, jsonb) to tradekeel_bridge;
comment on function engine.fn_report_drift(integer, jsonb) is
'Keep how many objects differ from what was applied, and the first 20 of them in a line each, for
health and its metrics. Returns the count. Errors, in order: LCR01.';
