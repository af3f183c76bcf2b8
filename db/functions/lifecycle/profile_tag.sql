create or replace function lifecycle.profile_tag(
  p_profile_id uuid
) returns bytea
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
begin
  return substr(sha256(convert_to(p_profile_id::text, 'utf8')), 1, 2);
end;
$$;
alter function lifecycle.profile_tag(
  uuid
) owner to tradekeel_owner;
revoke all on function lifecycle.profile_tag(
  uuid
) from public;
grant execute on function lifecycle.profile_tag(
  uuid
) to tradekeel_engine;
comment on function lifecycle.profile_tag(
  uuid
) is
'The two bytes by which a client order id names its profile, after the four of the installation.';
