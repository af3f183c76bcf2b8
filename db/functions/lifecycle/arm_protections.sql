create or replace function lifecycle.arm_protections(
  p_user_id uuid, p_position_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  r record;
begin
  if not exists (
    select from lifecycle.positions as p
      join tenancy.profiles as f on f.user_id = p.user_id and f.profile_id = p.profile_id
     where p.user_id = p_user_id and p.position_id = p_position_id
       and (f.stop_loss_rate is not null or f.take_profit_rate is not null
            or f.trailing_stop_rate is not null or f.max_hold_seconds is not null)
  ) then
    return;
  end if;
  for r in
    select d.kind, d.trigger_price, d.trail_rate, d.due_at, p.profile_id
      from lifecycle.positions as p
      join tenancy.profiles as f on f.user_id = p.user_id and f.profile_id = p.profile_id
      join tenancy.exchange_accounts as a
        on a.user_id = p.user_id and a.account_id = p.account_id
      join lifecycle.markets as m
        on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p.symbol,
           lateral lifecycle.default_protections(
             f, p.side, p.entered_notional / (p.entered_quantity * m.contract_size),
             p.opened_at) as d
     where p.user_id = p_user_id and p.position_id = p_position_id and p.state = 'open'
       and p.entered_quantity > 0
       and (
         select bool_or(h.is_default) from lifecycle.protections as h
          where h.user_id = p.user_id and h.position_id = p.position_id and h.kind = d.kind
            and h.state in ('armed', 'fired')
       ) is distinct from false
  loop
    insert into lifecycle.protections as x (
      user_id, profile_id, position_id, kind, trigger_price, trail_rate, due_at, is_default,
      created_at, changed_at
    ) values (
      p_user_id, r.profile_id, p_position_id, r.kind, r.trigger_price, r.trail_rate, r.due_at,
      true, v_now, v_now
    ) on conflict (user_id, position_id, kind) where is_default do update
       set trigger_price = excluded.trigger_price, trail_rate = excluded.trail_rate,
           due_at = excluded.due_at, changed_at = excluded.changed_at, state = 'armed',
           best_price = case x.state when 'armed' then x.best_price end,
           fired_at = null, fired_price = null
     where x.state <> 'fired'
       and (x.state, x.trigger_price, x.trail_rate, x.due_at) is distinct from
           ('armed', excluded.trigger_price, excluded.trail_rate, excluded.due_at);
  end loop;
end;
$$;
alter function lifecycle.arm_protections(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.arm_protections(uuid, uuid) from public;
grant execute on function lifecycle.arm_protections(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.arm_protections(uuid, uuid) is
'Arm the protections that a position''s profile has by default, from its average entry price;
called after each entry fill, so a growing position moves them and changed rates take effect.
Those that fired, those set by hand, which stand in for the default of their kind, and those that
the profile no longer has, stay as they are;
those that ended with a position that was flat and holds something again begin anew.';
