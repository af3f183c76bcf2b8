create or replace function ops.fn_read_history(
  p_grain text
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_seconds constant integer := health.grain_seconds(p_grain);
  v_lap constant integer := health.grain_slots(p_grain);
  v_series jsonb;
begin
  if v_seconds is null then
    perform meta.raise_error('LCR01', 'grain wanted=recent, day or month');
  end if;
  select jsonb_agg(jsonb_build_object(
           'name', x.series, 'label', x.label, 'points', x.points) order by x.series, x.label)
    into v_series
    from (
      select s.series, s.label, jsonb_agg(
               jsonb_build_array(extract(epoch from s.sampled_at)::bigint, s.value::text)
               order by s.sampled_at) as points
        from health.samples as s
       where s.grain = p_grain and s.sampled_at > v_now - make_interval(secs => v_lap * v_seconds)
       group by s.series, s.label
    ) as x;
  return jsonb_build_object(
    'grain', p_grain, 'stepSeconds', v_seconds, 'now', extract(epoch from v_now)::bigint,
    'fromSeconds', extract(epoch from v_now)::bigint - v_lap * v_seconds,
    'series', coalesce(v_series, '[]'));
end;
$$;
alter function ops.fn_read_history(text) owner to tradekeel_engine;
revoke all on function ops.fn_read_history(text) from public;
grant execute on function ops.fn_read_history(text) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_read_history(text) is
'Read samples of the installation: an hour in steps of 10 seconds (recent), a day in 5 minutes
(day), 30 days in 2 hours (month). Points are epoch seconds and the value as text; at most 360 a
series. Names no user. Errors, in order: LCR01.';
