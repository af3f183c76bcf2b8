create or replace function health.grain_slots(
  p_grain text
) returns integer
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
begin
  return case p_grain when 'day' then 288 else 360 end;
end;
$$;
alter function health.grain_slots(
  text
) owner to tradekeel_owner;
revoke all on function health.grain_slots(
  text
) from public;
grant execute on function health.grain_slots(
  text
) to tradekeel_engine;
comment on function health.grain_slots(
  text
) is
'How many slots a ring of samples has before it is written again.';
