create or replace function lifecycle.profiles_to_fire(
  p_user_id uuid, p_account_id uuid
) returns table (profile_id uuid)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  return query
  select distinct x.profile_id
    from lifecycle.protections as x
    join lifecycle.positions as p on p.user_id = x.user_id and p.position_id = x.position_id
    join tenancy.exchange_accounts as a
      on a.user_id = p.user_id and a.account_id = p.account_id
   cross join lateral (
     select lifecycle.fresh_price(a.exchange, a.market_type, p.symbol) as price) as l
   where x.user_id = p_user_id and p.account_id = p_account_id and x.state = 'armed'
     and p.state <> 'closed'
     and (lifecycle.is_protection_due(x, p.side, l.price, v_now)
          or x.kind = 'trailing_stop' and l.price is not null
             and (x.best_price is null or case p.side
               when 'long' then l.price > x.best_price else l.price < x.best_price end))
   order by x.profile_id;
end;
$$;
alter function lifecycle.profiles_to_fire(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.profiles_to_fire(uuid, uuid) from public;
grant execute on function lifecycle.profiles_to_fire(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.profiles_to_fire(uuid, uuid) is
'Profiles of an account with a protection that is due or a trailing stop that moves, by fresh
prices, in order of id: only these need to be locked.';
