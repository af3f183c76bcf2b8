create or replace function ops.fn_resume_user(
  p_user_id uuid, p_reason text
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform meta.require_reason(p_reason);
  update tenancy.users as u set is_suspended = false where u.user_id = p_user_id;
  if not found then
    perform meta.raise_error('TNR01', format('user=%s', p_user_id));
  end if;
  perform meta.record_audit(p_user_id, 'ops.fn_resume_user',
    jsonb_build_object('reason', p_reason),
    jsonb_build_object('is_suspended', false));
  return false;
end;
$$;
alter function ops.fn_resume_user(uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_resume_user(uuid, text) from public;
grant execute on function ops.fn_resume_user(uuid, text) to tradekeel_operator;
comment on function ops.fn_resume_user(uuid, text) is
'Let a suspended user enter again. Returns whether the user is suspended then. Errors, in order:
OPR01, TNR01.';
