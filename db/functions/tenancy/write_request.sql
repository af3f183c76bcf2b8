create or replace function tenancy.write_request(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_kind text, p_subject_id uuid,
  p_arguments jsonb
) returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_request tenancy.requests;
begin
  if p_request_id is null or length(p_request_id) not between 1 and 200 then
    perform meta.raise_error('LCR01', 'p_request_id wanted=1 to 200 characters');
  end if;
  if not exists (
    select from tenancy.requests as r
     where r.user_id = p_user_id and r.profile_id = p_profile_id and r.request_id = p_request_id
  ) then
    perform tenancy.require_room(p_user_id, 'request');
  end if;
  insert into tenancy.requests (user_id, profile_id, request_id, kind, subject_id, arguments)
  values (p_user_id, p_profile_id, p_request_id, p_kind, p_subject_id, p_arguments)
  on conflict (user_id, profile_id, request_id) do nothing;
  select r.* into strict v_request
    from tenancy.requests as r
   where r.user_id = p_user_id and r.profile_id = p_profile_id and r.request_id = p_request_id;
  if v_request.kind <> p_kind or v_request.subject_id is distinct from p_subject_id
     or v_request.arguments <> p_arguments then
    perform meta.raise_error('LCC01', format(
      'profile=%s request_id=%s', p_profile_id, p_request_id));
  end if;
  return coalesce(v_request.outcome, v_request.state);
end;
$$;
alter function tenancy.write_request(
  uuid, uuid, text, text, uuid, jsonb
) owner to tradekeel_owner;
revoke all on function tenancy.write_request(
  uuid, uuid, text, text, uuid, jsonb
) from public;
grant execute on function tenancy.write_request(
  uuid, uuid, text, text, uuid, jsonb
) to tradekeel_engine;
comment on function tenancy.write_request(
  uuid, uuid, text, text, uuid, jsonb
) is
'Insert a tenant''s request, or find the one of that request id. Returns pending, or what became of
it. Errors, in order: LCR01, TNT10, LCC01 the id was used for something else.';
