create or replace function meta.is_same_life() returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return exists (select from meta.installation as i where meta.is_life_of(i));
end;
$$;
alter function meta.is_same_life() owner to tradekeel_owner;
revoke all on function meta.is_same_life() from public;
grant execute on function meta.is_same_life() to tradekeel_engine;
comment on function meta.is_same_life() is
'Whether this is still the life of the database that was acknowledged: same system identifier,
same timeline, and the same database of that server, not one restored or copied beside it.';
