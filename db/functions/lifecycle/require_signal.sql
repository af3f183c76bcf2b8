create or replace function lifecycle.require_signal(
  p_user_id uuid, p_profile_id uuid, p_signal_id uuid, p_owner_token uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if p_signal_id is not null and not exists (
    select from lifecycle.signals as s
     where s.user_id = p_user_id and s.signal_id = p_signal_id
       and s.profile_id = p_profile_id and s.state = 'claimed'
       and s.claimed_by = p_owner_token and s.valid_until > clock_timestamp()
  ) then
    perform meta.raise_error('LCC07', format(
      'profile=%s signal=%s', p_profile_id, p_signal_id));
  end if;
end;
$$;
alter function lifecycle.require_signal(uuid, uuid, uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.require_signal(uuid, uuid, uuid, uuid) from public;
grant execute on function lifecycle.require_signal(uuid, uuid, uuid, uuid) to tradekeel_engine;
comment on function lifecycle.require_signal(uuid, uuid, uuid, uuid) is
'Refuse to begin for a signal that is not this profile''s, not claimed by this process, or no
longer valid. Null is fine: not every intent has a signal. Errors, in order: LCC07.';
