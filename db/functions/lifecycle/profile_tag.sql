-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.profile_tag(
  p_profile_id uuid
) returns bytea
language sql stable security invoker parallel safe
return substr(sha256(convert_to(p_profile_id::text, 'utf8')), 1, 2);
alter function lifecycle.profile_tag(uuid) owner to tradekeel_owner;
revoke all on function lifecycle.profile_tag(uuid) from public;
grant execute on function lifecycle.profile_tag(uuid) to tradekeel_engine;
comment on function lifecycle.profile_tag(uuid) is
'The two bytes by which a client order id names its profile, after the four of the installation.';
