create or replace function lifecycle.is_exit_possible(
  p_user_id uuid, p_position_id uuid
) returns boolean
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return exists (
    select from lifecycle.positions as p
      join tenancy.exchange_accounts as a
        on a.user_id = p.user_id and a.account_id = p.account_id
      join lifecycle.markets as m
        on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p.symbol
     where p.user_id = p_user_id and p.position_id = p_position_id
       and p.quantity - lifecycle.working_quantity(p_user_id, p_position_id) >= m.quantity_step
       and not exists (
         select from lifecycle.attempts as t
          where t.user_id = p_user_id and t.profile_id = p.profile_id and t.symbol = p.symbol
            and t.account_id = p.account_id and t.kind = 'exit'
            and t.state in ('submitting', 'unknown')
       )
  );
end;
$$;
alter function lifecycle.is_exit_possible(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.is_exit_possible(uuid, uuid) from public;
grant execute on function lifecycle.is_exit_possible(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.is_exit_possible(uuid, uuid) is
'Whether at least one step of a position is held and not working already, and no exit of its
symbol is unresolved.';
