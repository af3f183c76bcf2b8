create or replace function tenancy.broadcast_slot(
  p_at timestamptz
) returns smallint
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
begin
  return (floor(extract(epoch from p_at) / 86400)::bigint % 4)::smallint;
end;
$$;
alter function tenancy.broadcast_slot(
  timestamptz
) owner to tradekeel_owner;
revoke all on function tenancy.broadcast_slot(
  timestamptz
) from public;
grant execute on function tenancy.broadcast_slot(
  timestamptz
) to tradekeel_engine;
comment on function tenancy.broadcast_slot(
  timestamptz
) is
'The part of the outbox that a day writes to: four take turns.';
