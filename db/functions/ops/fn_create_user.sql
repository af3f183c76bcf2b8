create or replace function ops.fn_create_user(
  p_user_id uuid
) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if p_user_id is null or p_user_id = '00000000-0000-0000-0000-000000000000' then
    perform meta.raise_error('OPR01', 'user_id wanted=uuid other than nil');
  end if;
  insert into tenancy.users (user_id) values (p_user_id) on conflict (user_id) do nothing;
  if found then
    perform meta.record_audit(p_user_id, 'ops.fn_create_user', '{}',
      jsonb_build_object('user_id', p_user_id));
  end if;
  return p_user_id;
end;
$$;
alter function ops.fn_create_user(uuid) owner to tradekeel_engine;
revoke all on function ops.fn_create_user(uuid) from public;
grant execute on function ops.fn_create_user(uuid) to tradekeel_operator;
comment on function ops.fn_create_user(uuid) is
'Register a user (on Supabase: the id of auth.users). A replay changes nothing. Errors, in order:
OPR01.';
