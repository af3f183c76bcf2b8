create or replace function tenancy.require_account(
  p_user_id uuid, p_account_id uuid
) returns tenancy.exchange_accounts
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_account tenancy.exchange_accounts;
begin
  select a.* into v_account
    from tenancy.exchange_accounts as a
   where a.user_id = p_user_id and a.account_id = p_account_id;
  if not found then
    perform meta.raise_error('TNR01', format('account=%s', p_account_id));
  end if;
  return v_account;
end;
$$;
alter function tenancy.require_account(uuid, uuid) owner to tradekeel_owner;
revoke all on function tenancy.require_account(uuid, uuid) from public;
grant execute on function tenancy.require_account(uuid, uuid) to tradekeel_engine;
comment on function tenancy.require_account(uuid, uuid) is
'Read an account of this user. An account of another user is answered as if it did not exist.
Errors, in order: TNR01.';
