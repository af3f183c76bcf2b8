create or replace function api.fn_resume_profile(
  p_user_id uuid, p_profile_id uuid, p_request_id text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if not tenancy.is_own('api.fn_resume_profile', p_user_id, 'profile', null, p_profile_id) then
    return null;
  end if;
  return tenancy.write_request(p_user_id, p_profile_id, p_request_id, 'resume', null, '{}');
end;
$$;
alter function api.fn_resume_profile(uuid, uuid, text) owner to tradekeel_engine;
revoke all on function api.fn_resume_profile(uuid, uuid, text) from public;
grant execute on function api.fn_resume_profile(uuid, uuid, text) to authenticated;
comment on function api.fn_resume_profile(uuid, uuid, text) is
'Lift one''s own pause of a profile. What an operator or the ledger paused stays paused. Only
inserts a request and never waits for capital; the view requests says what became of it. Returns
pending, or on a replay by request id the outcome. What is not the caller''s is answered 404 with
null, and recorded. Errors, in order: LCR01, TNT10, LCC01.';
