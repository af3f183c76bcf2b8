create or replace function ops.fn_revoke_user(
  p_user_id uuid, p_reason text
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  perform meta.require_reason(p_reason);
  update tenancy.users as u
     set is_suspended = true, revoked_at = coalesce(u.revoked_at, v_now), revoke_reason = p_reason
   where u.user_id = p_user_id;
  if not found then
    perform meta.raise_error('TNR01', format('user=%s', p_user_id));
  end if;
  perform meta.record_audit(p_user_id, 'ops.fn_revoke_user',
    jsonb_build_object('reason', p_reason),
    jsonb_build_object('is_revoked', true));
  return true;
end;
$$;
alter function ops.fn_revoke_user(uuid, text) owner to tradekeel_engine;
revoke all on function ops.fn_revoke_user(uuid, text) from public;
grant execute on function ops.fn_revoke_user(uuid, text) to tradekeel_operator;
comment on function ops.fn_revoke_user(uuid, text) is
'Cut a user off: his live updates end within seconds and cannot be joined again, and no entry of his
begins; exits, cancels and stops go on. Tokens that he holds still read his own rows until they
expire: take his sessions away in the sign-in too. Errors, in order: OPR01, TNR01.';
