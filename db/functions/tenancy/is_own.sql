create or replace function tenancy.is_own(
  p_entry_point text, p_user_id uuid, p_kind text, p_object_id uuid, p_profile_id uuid
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_caller constant uuid := tenancy.current_user_id();
begin
  if p_user_id = v_caller and exists (
    select from tenancy.profiles as p
     where p.user_id = p_user_id and p.profile_id = p_profile_id
  ) and (case p_kind
    when 'profile' then true
    when 'signal' then exists (
      select from lifecycle.signals as s
       where s.user_id = p_user_id and s.signal_id = p_object_id and s.profile_id = p_profile_id)
    when 'position' then exists (
      select from lifecycle.positions as x
       where x.user_id = p_user_id and x.position_id = p_object_id
         and x.profile_id = p_profile_id)
  end) then
    return true;
  end if;
  perform tenancy.record_breach(
    v_caller, p_entry_point, p_user_id,
    p_kind || ':' || coalesce(p_object_id, p_profile_id));
  return false;
end;
$$;
alter function tenancy.is_own(text, uuid, text, uuid, uuid) owner to tradekeel_owner;
revoke all on function tenancy.is_own(text, uuid, text, uuid, uuid) from public;
grant execute on function tenancy.is_own(text, uuid, text, uuid, uuid) to tradekeel_engine;
comment on function tenancy.is_own(text, uuid, text, uuid, uuid) is
'Whether the caller is that user and the profile, and the signal or position of it that is named,
are his. If not, the attempt is on record and the answer is 404: the entry point returns null.';
