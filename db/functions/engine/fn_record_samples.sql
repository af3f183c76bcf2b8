create or replace function engine.fn_record_samples() returns integer
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_step_began constant timestamptz := to_timestamp(
    floor(extract(epoch from v_now) / health.grain_seconds('recent'))
    * health.grain_seconds('recent'));
  v_count integer;
begin
  if exists (
    select from health.samples as s
     where s.series = 'mismatches_open' and s.grain = 'recent'
       and s.slot = health.slot_of('recent', v_now) and s.sampled_at >= v_step_began
  ) then
    return 0;
  end if;
  insert into health.samples (series, label, grain, slot, value, sampled_at)
  select m.series, m.label, g.grain, health.slot_of(g.grain, v_now), m.value, v_now
    from health.measure_samples() as m, unnest(array['recent', 'day', 'month']) as g (grain)
   order by m.series, m.label, g.grain
      on conflict (series, label, grain, slot) do update
     set value = excluded.value, sampled_at = excluded.sampled_at
   where excluded.sampled_at > samples.sampled_at;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
alter function engine.fn_record_samples() owner to tradekeel_engine;
revoke all on function engine.fn_record_samples() from public;
grant execute on function engine.fn_record_samples() to tradekeel_bridge;
comment on function engine.fn_record_samples() is
'Record the present figures for looking back on: once in ten seconds, whichever process is first;
the slots of a day and of a month keep their last. Returns how many rows were written, 0 when
another process has been here.';
