create or replace function engine.fn_measure_check(
  p_check text, p_max_age_seconds numeric
) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_result health.check_results;
  v_count bigint;
  v_severity text;
begin
  if p_max_age_seconds is null or not (p_max_age_seconds between 0 and 86400) then
    perform meta.raise_error('LCR01', format(
      'max_age_seconds=%s wanted=0 to 86400', p_max_age_seconds));
  elsif not exists (
    select from pg_catalog.pg_class as c
     where c.relnamespace = 'health'::regnamespace and c.relkind = 'v'
       and c.relname = 'check_' || p_check
  ) then
    perform meta.raise_error('LCR01', format('check=%s', left(p_check, 100)));
  end if;
  insert into health.check_results (check_name) values (p_check) on conflict do nothing;
  select r.* into v_result
    from health.check_results as r
   where r.check_name = p_check
     for no key update skip locked;
  if not found then
    return null;
  elsif v_result.measured_at > v_now - make_interval(secs => round(p_max_age_seconds, 3)) then
    return v_result.row_count;
  end if;
  execute format('select count(*), min(x.severity) from (
    select v.severity from health.%I as v limit 1000) as x', 'check_' || p_check)
    into v_count, v_severity;
  update health.check_results as r
     set row_count = v_count, severity = v_severity, measured_at = v_now,
         duration_ms = extract(epoch from clock_timestamp() - v_now) * 1000
   where r.check_name = p_check;
  return v_count;
end;
$$;
alter function engine.fn_measure_check(text, numeric) owner to tradekeel_engine;
revoke all on function engine.fn_measure_check(text, numeric) from public;
grant execute on function engine.fn_measure_check(text, numeric) to tradekeel_bridge;
comment on function engine.fn_measure_check(text, numeric) is
'Read one check view (its name without check_), at most 1000 rows of it, and keep how many there
were for the metrics; one that was read within p_max_age_seconds is not read again. Returns the
count, or null while another process reads it. Errors, in order: LCR01.';
