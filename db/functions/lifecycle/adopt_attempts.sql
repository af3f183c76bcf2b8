create or replace function lifecycle.adopt_attempts(
  p_account tenancy.exchange_accounts, p_profile_id uuid, p_orders jsonb, p_read_started_at
  timestamptz
) returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_count integer := 0;
  r record;
begin
  for r in
    select distinct on (a.profile_id, a.attempt_id, e.value ->> 'id')
           a.attempt_id, a.profile_id, e.value as reading
      from jsonb_array_elements(p_orders) with ordinality as e (value, position)
      join lifecycle.attempts as a
        on a.user_id = p_account.user_id and a.account_id = p_account.account_id
           and (a.client_order_text = e.value ->> 'clientOrderId' or a.attempt_id = (
             select p.attempt_id
               from lifecycle.orders as p
              where p.user_id = p_account.user_id and p.account_id = p_account.account_id
                and p.symbol = e.value ->> 'symbol'
                and p.child_exchange_order_id = e.value ->> 'id'
           ))
     where e.value ->> 'id' is not null and a.symbol = e.value ->> 'symbol'
       and (p_profile_id is null or a.profile_id = p_profile_id)
       and not exists (
         select from lifecycle.orders as o
          where o.user_id = p_account.user_id and o.account_id = p_account.account_id
            and o.symbol = e.value ->> 'symbol' and o.exchange_order_id = e.value ->> 'id'
            and o.book = case e.value ->> 'isConditional'
              when 'true' then 'conditional' when 'false' then 'regular' else o.book
            end
       )
     order by a.profile_id, a.attempt_id, e.value ->> 'id', e.position desc
  loop
    if lifecycle.adopt_or_quarantine(
      lifecycle.require_attempt(p_account.user_id, r.attempt_id, 'any'), r.reading,
      p_read_started_at) then
      v_count := v_count + 1;
    end if;
  end loop;
  return v_count;
end;
$$;
alter function lifecycle.adopt_attempts(
  tenancy.exchange_accounts, uuid, jsonb, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.adopt_attempts(
  tenancy.exchange_accounts, uuid, jsonb, timestamptz
) from public;
grant execute on function lifecycle.adopt_attempts(
  tenancy.exchange_accounts, uuid, jsonb, timestamptz
) to tradekeel_engine;
comment on function lifecycle.adopt_attempts(
  tenancy.exchange_accounts, uuid, jsonb, timestamptz
) is
'Confirm every attempt whose client order id is among a set of unified orders and that has no
order of that exchange id yet: the exchange has it, so it was placed, replaced, or triggered and
became another order, which its parent names. A row that cannot be read or
names another order is quarantined. Of several readings of one order the last counts. Locks
one profile after another in order of id. Returns how many.';
