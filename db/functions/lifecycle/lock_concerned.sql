create or replace function lifecycle.lock_concerned(
  p_account tenancy.exchange_accounts, p_profile_id uuid, p_orders jsonb, p_trades jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_profile_id uuid;
begin
  if p_profile_id is not null then
    perform ledger.lock_capital(p_account.user_id, p_profile_id);
    return;
  end if;
  for v_profile_id in
    select o.profile_id
      from jsonb_array_elements(p_orders) as e (value),
           lateral (
             select x.profile_id from lifecycle.orders as x
              where x.user_id = p_account.user_id and x.account_id = p_account.account_id
                and x.symbol = e.value ->> 'symbol' and x.exchange_order_id = e.value ->> 'id'
              order by x.book
           ) as o
    union
    select o.profile_id
      from jsonb_array_elements(p_trades) as e (value),
           lateral (
             select x.profile_id from lifecycle.orders as x
              where x.user_id = p_account.user_id and x.account_id = p_account.account_id
                and x.symbol = e.value ->> 'symbol' and x.exchange_order_id = e.value ->> 'order'
              order by x.book
           ) as o
    union
    select a.profile_id
      from jsonb_array_elements(p_orders) as e (value)
      join lifecycle.attempts as a
        on a.user_id = p_account.user_id and a.account_id = p_account.account_id
           and a.client_order_text = e.value ->> 'clientOrderId'
    union
    select o.profile_id
      from jsonb_array_elements(p_orders) as e (value)
      join lifecycle.orders as o
        on o.user_id = p_account.user_id and o.account_id = p_account.account_id
           and o.symbol = e.value ->> 'symbol' and o.child_exchange_order_id = e.value ->> 'id'
    union
    select d.profile_id from lifecycle.find_adoptions(p_account, null, p_orders) as d
     order by profile_id
  loop
    perform ledger.lock_capital(p_account.user_id, v_profile_id);
  end loop;
end;
$$;
alter function lifecycle.lock_concerned(
  tenancy.exchange_accounts, uuid, jsonb, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.lock_concerned(
  tenancy.exchange_accounts, uuid, jsonb, jsonb
) from public;
grant execute on function lifecycle.lock_concerned(
  tenancy.exchange_accounts, uuid, jsonb, jsonb
) to tradekeel_engine;
comment on function lifecycle.lock_concerned(tenancy.exchange_accounts, uuid, jsonb, jsonb) is
'Lock the capital rows of all profiles that a set of unified orders and trades is about (of the one
that is named, whatever the set is about), in order of id, before anything of them is touched: what
follows may then settle one profile, and release its claim, while it waits for nobody.';
