create or replace function health.sum_counter(
  p_counters jsonb, p_counter text
) returns numeric
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  return coalesce((
    select sum(t.total::numeric)
      from jsonb_each_text(coalesce(p_counters -> p_counter, '{}')) as t (label, total)
  ), 0);
end;
$$;
alter function health.sum_counter(jsonb, text) owner to tradekeel_owner;
revoke all on function health.sum_counter(jsonb, text) from public;
grant execute on function health.sum_counter(jsonb, text) to tradekeel_engine;
comment on function health.sum_counter(jsonb, text) is
'Sum one counter of health.read_counters over its labels.';
