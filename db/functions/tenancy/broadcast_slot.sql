-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function tenancy.broadcast_slot(
  p_at timestamptz
) returns smallint
language sql immutable security invoker parallel safe
return (((p_at at time zone 'utc')::date - date '1970-01-01') % 4)::smallint;
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
