create or replace function lifecycle.find_adoptions(
  p_account tenancy.exchange_accounts, p_profile_id uuid, p_orders jsonb
) returns table (
  profile_id uuid, position_id uuid, adoption_id uuid, reading jsonb
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select p.profile_id, p.position_id, d.adoption_id, e.value
    from jsonb_array_elements(p_orders) as e (value)
    left join lifecycle.adoptions as d
      on d.user_id = p_account.user_id and d.account_id = p_account.account_id
         and d.symbol = e.value ->> 'symbol' and d.exchange_order_id = e.value ->> 'id'
    join lifecycle.positions as p
      on p.user_id = p_account.user_id and p.account_id = p_account.account_id
         and p.symbol = e.value ->> 'symbol'
         and case when d.adoption_id is not null then p.position_id = d.position_id
           else p.state <> 'closed'
             and p.side = case e.value ->> 'side' when 'sell' then 'long' else 'short' end
             and not exists (
               select from lifecycle.positions as q
                where q.user_id = p.user_id and q.account_id = p.account_id
                  and q.symbol = p.symbol and q.side = p.side and q.state <> 'closed'
                  and q.position_id <> p.position_id
             )
         end
   where (d.state = 'asked' or d.adoption_id is null and e.value ->> 'isForced' = 'true')
     and e.value ->> 'side' in ('buy', 'sell')
     and (p_profile_id is null or p.profile_id = p_profile_id)
     and not exists (
       select from lifecycle.orders as o
        where o.user_id = p_account.user_id and o.account_id = p_account.account_id
          and o.symbol = e.value ->> 'symbol' and o.exchange_order_id = e.value ->> 'id'
          and o.book = 'regular'
     )
   order by p.profile_id, e.value ->> 'id';
end;
$$;
alter function lifecycle.find_adoptions(
  tenancy.exchange_accounts, uuid, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.find_adoptions(tenancy.exchange_accounts, uuid, jsonb) from public;
grant execute on function lifecycle.find_adoptions(
  tenancy.exchange_accounts, uuid, jsonb
) to tradekeel_engine;
comment on function lifecycle.find_adoptions(tenancy.exchange_accounts, uuid, jsonb) is
'Orders of a set that nobody of us sent and that are exits of a position all the same: those that an
operator named (asked), and those from the exchange''s own list of forced orders (isForced), when
exactly one position of the account is on their symbol and side. Never by time or size.';
