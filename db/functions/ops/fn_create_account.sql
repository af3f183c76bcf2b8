create or replace function ops.fn_create_account(
  p_user_id uuid, p_account_id uuid, p_exchange text, p_market_type text, p_position_mode text,
  p_credentials_ref text, p_foreign_order_policy text
) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if p_account_id is null then
    perform meta.raise_error('OPR01', 'account_id wanted=uuid');
  elsif not exists (
    select from meta.exchanges as e
     where e.exchange = p_exchange and e.market_type = p_market_type
  ) then
    perform meta.raise_error('OPR01', format(
      'exchange=%s market_type=%s wanted=one of meta.exchanges', p_exchange, p_market_type));
  elsif p_credentials_ref is null
        or p_credentials_ref !~ '^(env|file|vault):[^[:cntrl:]]{1,250}$' then
    perform meta.raise_error('OPR01', 'credentials_ref wanted=env:, file: or vault: and a name');
  elsif p_position_mode is null or p_position_mode not in ('one_way', 'hedge')
        or p_market_type = 'spot' and p_position_mode <> 'one_way' then
    perform meta.raise_error('OPR01', format(
      'position_mode=%s wanted=one_way, or hedge on swaps', p_position_mode));
  elsif p_foreign_order_policy is null
        or p_foreign_order_policy not in ('ignore', 'report', 'halt') then
    perform meta.raise_error('OPR01', format(
      'foreign_order_policy=%s wanted=ignore, report or halt', p_foreign_order_policy));
  elsif not exists (select from tenancy.users as u where u.user_id = p_user_id) then
    perform meta.raise_error('TNR01', format('user=%s', p_user_id));
  end if;
  insert into tenancy.exchange_accounts (
    user_id, account_id, exchange, market_type, position_mode, credentials_ref,
    foreign_order_policy
  ) values (
    p_user_id, p_account_id, p_exchange, p_market_type, p_position_mode, p_credentials_ref,
    p_foreign_order_policy
  ) on conflict (user_id, account_id) do nothing;
  if found then
    perform meta.record_audit(p_user_id, 'ops.fn_create_account', jsonb_build_object(
      'account_id', p_account_id, 'exchange', p_exchange, 'market_type', p_market_type,
      'position_mode', p_position_mode, 'foreign_order_policy', p_foreign_order_policy),
      jsonb_build_object('account_id', p_account_id));
  elsif not exists (
    select from tenancy.exchange_accounts as a
     where a.user_id = p_user_id and a.account_id = p_account_id
       and a.exchange = p_exchange and a.market_type = p_market_type
       and a.position_mode = p_position_mode and a.credentials_ref = p_credentials_ref
       and a.foreign_order_policy = p_foreign_order_policy
  ) then
    perform meta.raise_error('OPC01', format('account=%s', p_account_id));
  end if;
  return p_account_id;
end;
$$;
alter function ops.fn_create_account(
  uuid, uuid, text, text, text, text, text
) owner to tradekeel_engine;
revoke all on function ops.fn_create_account(uuid, uuid, text, text, text, text, text) from public;
grant execute on function ops.fn_create_account(
  uuid, uuid, text, text, text, text, text
) to tradekeel_operator;
comment on function ops.fn_create_account(uuid, uuid, text, text, text, text, text) is
'Create an exchange account of a user. credentials_ref is a reference (env:, file: or vault:),
never a secret. A replay with the same id and input changes nothing. Errors, in order: OPR01
naming the argument, TNR01 no such user, OPC01 the id exists with other input.';
