create or replace function health.grain_seconds(
  p_grain text
) returns integer
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  return case p_grain when 'recent' then 10 when 'day' then 300 when 'month' then 7200 end;
end;
$$;
alter function health.grain_seconds(text) owner to tradekeel_owner;
revoke all on function health.grain_seconds(text) from public;
grant execute on function health.grain_seconds(text) to tradekeel_engine;
comment on function health.grain_seconds(text) is
'How many seconds one slot of a grain of samples stands for; null for a grain that is not known.';
