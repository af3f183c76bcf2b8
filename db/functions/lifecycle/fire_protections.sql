create or replace function lifecycle.fire_protections(
  p_user_id uuid, p_profile_id uuid
) returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_count integer := 0;
  r record;
begin
  for r in
    select x, p.side, lifecycle.fresh_price(a.exchange, a.market_type, p.symbol) as price
      from lifecycle.protections as x
      join lifecycle.positions as p on p.user_id = x.user_id and p.position_id = x.position_id
      join tenancy.exchange_accounts as a
        on a.user_id = p.user_id and a.account_id = p.account_id
     where x.user_id = p_user_id and x.profile_id = p_profile_id and x.state = 'armed'
       and p.state <> 'closed'
  loop
    if (r.x).kind = 'trailing_stop' and r.price is not null then
      r.x.best_price := case r.side
        when 'long' then greatest((r.x).best_price, r.price)
        else least((r.x).best_price, r.price)
      end;
      update lifecycle.protections as y
         set best_price = (r.x).best_price, changed_at = v_now
       where y.user_id = p_user_id and y.protection_id = (r.x).protection_id
         and y.best_price is distinct from (r.x).best_price;
    end if;
    if lifecycle.is_protection_due(r.x, r.side, r.price, v_now) then
      update lifecycle.protections as y
         set state = 'fired', fired_at = v_now, fired_price = r.price, changed_at = v_now
       where y.user_id = p_user_id and y.protection_id = (r.x).protection_id
         and y.state = 'armed';
      v_count := v_count + 1;
    end if;
  end loop;
  return v_count;
end;
$$;
alter function lifecycle.fire_protections(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.fire_protections(uuid, uuid) from public;
grant execute on function lifecycle.fire_protections(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.fire_protections(uuid, uuid) is
'Move the trailing stops of a profile with fresh prices and fire what is due, each once. Prices
that are not fresh fire nothing. The caller holds the capital row. Returns how many fired now.';
