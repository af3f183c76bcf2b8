create or replace function health.slot_of(
  p_grain text, p_at timestamptz
) returns integer
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  return (floor(extract(epoch from p_at) / health.grain_seconds(p_grain))::bigint
    % health.grain_slots(p_grain))::integer;
end;
$$;
alter function health.slot_of(text, timestamptz) owner to tradekeel_owner;
revoke all on function health.slot_of(text, timestamptz) from public;
grant execute on function health.slot_of(text, timestamptz) to tradekeel_engine;
comment on function health.slot_of(text, timestamptz) is
'The slot of the ring that a moment falls into: an hour, a day or 30 days a lap.';
