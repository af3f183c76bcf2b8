create or replace function ledger.lock_capital(
  p_user_id uuid, p_profile_id uuid
) returns ledger.capital
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_capital ledger.capital;
begin
  select c.* into v_capital
    from ledger.capital as c
   where c.user_id = p_user_id and c.profile_id = p_profile_id
     for no key update;
  if not found then
    perform meta.raise_error('TNR01', format('profile=%s', p_profile_id));
  end if;
  return v_capital;
end;
$$;
alter function ledger.lock_capital(uuid, uuid) owner to tradekeel_owner;
revoke all on function ledger.lock_capital(uuid, uuid) from public;
grant execute on function ledger.lock_capital(uuid, uuid) to tradekeel_engine;
comment on function ledger.lock_capital(uuid, uuid) is
'Lock a profile''s capital row: the first step of every change below one profile, so that these
are serial. Takes for no key update, which does not block foreign keys. Errors, in order: TNR01.';
