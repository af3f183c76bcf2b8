create or replace function ops.fn_create_profile(
  p_user_id uuid, p_profile_id uuid, p_account_id uuid, p_name text, p_quote_currency text,
  p_max_open_positions integer, p_max_order_cost numeric, p_max_leverage numeric
) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if p_profile_id is null then
    perform meta.raise_error('OPR01', 'profile_id wanted=uuid');
  elsif p_name is null or length(p_name) not between 1 and 100 then
    perform meta.raise_error('OPR01', 'name wanted=1 to 100 characters');
  elsif p_quote_currency is null or p_quote_currency !~ '^[A-Z0-9]{1,20}$' then
    perform meta.raise_error('OPR01', format('quote_currency=%s', p_quote_currency));
  elsif p_max_open_positions is null or p_max_open_positions not between 0 and 10000 then
    perform meta.raise_error('OPR01', format('max_open_positions=%s', p_max_open_positions));
  elsif p_max_order_cost is null or not (p_max_order_cost between 0 and 1e20) then
    perform meta.raise_error('OPR01', format('max_order_cost=%s', p_max_order_cost));
  elsif p_max_leverage is null or not (p_max_leverage between 1 and 200) then
    perform meta.raise_error('OPR01', format('max_leverage=%s', p_max_leverage));
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  insert into tenancy.profiles (
    user_id, profile_id, account_id, name, quote_currency, max_open_positions, max_order_cost,
    max_leverage
  ) values (
    p_user_id, p_profile_id, p_account_id, p_name, p_quote_currency, p_max_open_positions,
    p_max_order_cost, p_max_leverage
  ) on conflict (user_id, profile_id) do nothing;
  if found then
    insert into ledger.capital (user_id, profile_id, account_id)
    values (p_user_id, p_profile_id, p_account_id);
    perform meta.record_audit(p_user_id, 'ops.fn_create_profile', jsonb_build_object(
      'profile_id', p_profile_id, 'account_id', p_account_id, 'name', p_name,
      'quote_currency', p_quote_currency, 'max_open_positions', p_max_open_positions,
      'max_order_cost', p_max_order_cost::text, 'max_leverage', p_max_leverage::text),
      jsonb_build_object('profile_id', p_profile_id));
  elsif not exists (
    select from tenancy.profiles as p
     where p.user_id = p_user_id and p.profile_id = p_profile_id
       and p.account_id = p_account_id and p.quote_currency = p_quote_currency
  ) then
    perform meta.raise_error('OPC01', format('profile=%s', p_profile_id));
  end if;
  return p_profile_id;
end;
$$;
alter function ops.fn_create_profile(
  uuid, uuid, uuid, text, text, integer, numeric, numeric
) owner to tradekeel_engine;
revoke all on function ops.fn_create_profile(
  uuid, uuid, uuid, text, text, integer, numeric, numeric
) from public;
grant execute on function ops.fn_create_profile(
  uuid, uuid, uuid, text, text, integer, numeric, numeric
) to tradekeel_operator;
comment on function ops.fn_create_profile(
  uuid, uuid, uuid, text, text, integer, numeric, numeric
) is
'Create a profile on an account, with an empty capital row. A replay with the same id and account
changes nothing. Errors, in order: OPR01 naming the argument, TNR01 no such account, OPC01 the
id exists with other input.';
