create or replace function lifecycle.recovered_owner(
  p_account tenancy.exchange_accounts, p_client_order_text text
) returns uuid
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_tag constant text := substr(
    replace(lifecycle.parse_client_order_id(p_client_order_text)::text, '-', ''), 9, 4);
  v_owners uuid[];
begin
  if lifecycle.is_own_client_order_id(p_client_order_text) then
    v_owners := array(
      select p.profile_id
        from tenancy.profiles as p
       where p.user_id = p_account.user_id and p.account_id = p_account.account_id
         and encode(lifecycle.profile_tag(p.profile_id), 'hex') = v_tag
    );
  end if;
  if coalesce(cardinality(v_owners), 0) <> 1 then
    perform meta.raise_error('RCR03', format(
      'client_order_id=%s profiles=%s', p_client_order_text,
      coalesce(cardinality(v_owners), 0)));
  end if;
  return v_owners[1];
end;
$$;
alter function lifecycle.recovered_owner(
  tenancy.exchange_accounts, text
) owner to tradekeel_owner;
revoke all on function lifecycle.recovered_owner(tenancy.exchange_accounts, text) from public;
grant execute on function lifecycle.recovered_owner(
  tenancy.exchange_accounts, text
) to tradekeel_engine;
comment on function lifecycle.recovered_owner(tenancy.exchange_accounts, text) is
'The profile of an account whose tag a client order id of this installation carries. Errors, in
order: RCR03 it is not ours, or names none of the account''s profiles, or more than one.';
