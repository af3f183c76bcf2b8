create or replace function lifecycle.income_owner(
  p_account tenancy.exchange_accounts, p_symbol text
) returns uuid
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return coalesce(
    (select p.profile_id from lifecycle.positions as p
      where p.user_id = p_account.user_id and p.account_id = p_account.account_id
        and p.symbol = p_symbol
      order by p.state <> 'closed' desc, p.opened_at desc limit 1),
    (select (array_agg(f.profile_id))[1] from tenancy.profiles as f
      where f.user_id = p_account.user_id and f.account_id = p_account.account_id
     having count(*) = 1));
end;
$$;
alter function lifecycle.income_owner(tenancy.exchange_accounts, text) owner to tradekeel_owner;
revoke all on function lifecycle.income_owner(tenancy.exchange_accounts, text) from public;
grant execute on function lifecycle.income_owner(
  tenancy.exchange_accounts, text
) to tradekeel_engine;
comment on function lifecycle.income_owner(tenancy.exchange_accounts, text) is
'The profile that money of a symbol belongs to: the one that has a position open on it, else the
last to claim it, else the only profile of the account, else null.';
