create or replace function tenancy.require_profile(
  p_user_id uuid, p_profile_id uuid
) returns tenancy.profiles
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_profile tenancy.profiles;
begin
  select p.* into v_profile
    from tenancy.profiles as p
   where p.user_id = p_user_id and p.profile_id = p_profile_id;
  if not found then
    perform meta.raise_error('TNR01', format('profile=%s', p_profile_id));
  end if;
  return v_profile;
end;
$$;
alter function tenancy.require_profile(uuid, uuid) owner to tradekeel_owner;
revoke all on function tenancy.require_profile(uuid, uuid) from public;
grant execute on function tenancy.require_profile(uuid, uuid) to tradekeel_engine;
comment on function tenancy.require_profile(uuid, uuid) is
'Read a profile of this user. A profile of another user is answered as if it did not exist.
Errors, in order: TNR01.';
