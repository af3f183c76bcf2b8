create or replace function lifecycle.count_taken_symbols(
  p_user_id uuid, p_profile_id uuid, p_account_id uuid, p_request_id text, p_symbol text,
  p_position_side text
) returns integer
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select (count(*) filter (where x.is_other))::integer
      from (
        select p.symbol <> p_symbol or p.side = p_position_side as is_free,
               p.symbol <> p_symbol as is_other
          from lifecycle.positions as p
         where p.user_id = p_user_id and p.profile_id = p_profile_id and p.state <> 'closed'
        union all
        select i.symbol <> p_symbol, true
          from lifecycle.intents as i
         where i.user_id = p_user_id and i.profile_id = p_profile_id and i.kind = 'entry'
           and i.settled_at is null
      ) as x
    having coalesce(bool_and(x.is_free), true) and not exists (
      select from lifecycle.orders as o
       where o.user_id = p_user_id and o.account_id = p_account_id and o.symbol = p_symbol
         and o.settled_at is null and o.profile_id = p_profile_id and o.kind = 'entry'
    ) and not exists (
      select from lifecycle.intents as i
       where i.user_id = p_user_id and i.profile_id = p_profile_id and i.request_id = p_request_id
    )
  );
end;
$$;
alter function lifecycle.count_taken_symbols(uuid, uuid, uuid, text, text, text)
  owner to tradekeel_owner;
revoke all on function lifecycle.count_taken_symbols(uuid, uuid, uuid, text, text, text)
  from public;
grant execute on function lifecycle.count_taken_symbols(uuid, uuid, uuid, text, text, text)
  to tradekeel_engine;
comment on function lifecycle.count_taken_symbols(uuid, uuid, uuid, text, text, text) is
'How many other symbols a profile has a position or an unsettled entry on; null when the request is
not new, or its symbol is not free for an entry of that side. A symbol with both counts twice: it
may be more than lifecycle.require_free_slot counts, never less. For who holds the capital row.';
