create or replace function tenancy.require_tradable(
  p_account tenancy.exchange_accounts
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  perform meta.require_running();
  if p_account.state <> 'active' then
    perform meta.raise_error('TNR02', format(
      'account=%s state=%s reason=%s', p_account.account_id, p_account.state,
      p_account.halt_reason));
  elsif exists (
    select from tenancy.users as u where u.user_id = p_account.user_id and u.is_suspended
  ) then
    perform meta.raise_error('TNR05', format('user=%s', p_account.user_id));
  end if;
end;
$$;
alter function tenancy.require_tradable(tenancy.exchange_accounts) owner to tradekeel_owner;
revoke all on function tenancy.require_tradable(tenancy.exchange_accounts) from public;
grant execute on function tenancy.require_tradable(tenancy.exchange_accounts) to tradekeel_engine;
comment on function tenancy.require_tradable(tenancy.exchange_accounts) is
'Refuse entries while an operator stopped all of them, on an account that is halted or closed, or
whose user is suspended. Errors, in order: OPT11, TNR02, TNR05.';
