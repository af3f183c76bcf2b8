create or replace function reconciliation.is_expected(
  p_user_id uuid, p_account_id uuid, p_part text
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return case p_part
    when 'open_orders' then exists (
      select from lifecycle.orders as o
       where o.user_id = p_user_id and o.account_id = p_account_id
         and o.settled_at is null and o.status = 'open'
    )
    when 'trades' then false
    when 'history' then false
    when 'balances' then exists (
      select from ledger.capital as c
       where c.user_id = p_user_id and c.account_id = p_account_id and c.allocated > 0
    )
    else exists (
      select from lifecycle.positions as p
       where p.user_id = p_user_id and p.account_id = p_account_id and p.state <> 'closed'
    )
  end;
end;
$$;
alter function reconciliation.is_expected(uuid, uuid, text) owner to tradekeel_owner;
revoke all on function reconciliation.is_expected(uuid, uuid, text) from public;
grant execute on function reconciliation.is_expected(uuid, uuid, text) to tradekeel_engine;
comment on function reconciliation.is_expected(uuid, uuid, text) is
'Whether the database expects a part of a reading to hold at least one row.';
