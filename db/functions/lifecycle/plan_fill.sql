create or replace function lifecycle.plan_fill(
  p_user_id uuid, p_attempt_id uuid, p_kind text, p_fill lifecycle.plain_fill
) returns lifecycle.fill_plan
language plpgsql volatile security invoker
set search_path = ''
set join_collapse_limit = 1
set plan_cache_mode = force_generic_plan
as $$
declare
  v_plan lifecycle.fill_plan;
begin
  perform from ledger.capital as c
    where c.user_id = p_user_id and c.profile_id = (
      select a.profile_id from lifecycle.attempts as a
       where a.user_id = p_user_id and a.attempt_id = p_attempt_id
    ) for no key update;
  select a.profile_id, a.account_id, a.intent_id, a.symbol, a.side, i.position_side,
         i.order_type, a.client_order_text, a.owner_token, a.lock_term, clock_timestamp(),
         a.created_at, coalesce(p_fill.price, i.limit_price), i.quantity,
         case f.kind when 'quote' then round(p_fill.fee_cost, 12) else 0 end,
         case f.kind when 'base' then p_fill.fee_cost else 0 end, i.leverage,
         f.kind = 'quote', case p_kind
           when 'entry' then coalesce(p.stop_loss_rate, p.take_profit_rate, p.trailing_stop_rate,
             p.max_hold_seconds) is not null
           else exists (
             select from lifecycle.protections as x
              where x.user_id = p_user_id and x.position_id = i.position_id
                and x.state in ('armed', 'fired'))
         end, coalesce(q.position_id, gen_random_uuid()), coalesce(q.quantity, 0),
         coalesce(q.cost_basis, 0), coalesce(q.notional, 0), gen_random_uuid(),
         (select n.epoch from meta.installation as n)
    into v_plan
    from lifecycle.attempts as a
    join lifecycle.intents as i on i.user_id = p_user_id and i.intent_id = a.intent_id
    left join lifecycle.positions as q
      on q.user_id = p_user_id and q.profile_id = a.profile_id and q.symbol = a.symbol
         and q.side = i.position_side and q.state <> 'closed'
    join tenancy.profiles as p on p.user_id = p_user_id and p.profile_id = a.profile_id
    join tenancy.exchange_accounts as c on c.user_id = p_user_id and c.account_id = a.account_id
    join lifecycle.markets as m
      on m.exchange = c.exchange and m.market_type = c.market_type and m.symbol = a.symbol
    join tenancy.claims as k
      on k.user_id = p_user_id and k.account_id = a.account_id and k.is_held
         and k.exclusivity_key = tenancy.exclusivity_key(c, m, i.position_side)
         and k.profile_id = a.profile_id
    join lateral (
           select lifecycle.fee_kind(
             coalesce(p_fill.fee_currency, p.quote_currency), p.quote_currency, m.base,
             c.market_type) as kind) as f on true
   where a.user_id = p_user_id and a.attempt_id = p_attempt_id and a.kind = p_kind
     and a.state = 'submitting' and a.send_deadline > clock_timestamp()
     and p_fill.symbol = a.symbol and p_fill.side = a.side
     and coalesce(p_fill.client_order_text, a.client_order_text) = a.client_order_text
     and f.kind <> 'other' and p_fill.filled <= i.quantity and i.reason <> 'liquidation'
     and case p_kind
       when 'entry' then i.position_id is null and q.position_id is null
         and (f.kind = 'quote' or p_fill.fee_cost < p_fill.filled)
       else i.position_id = q.position_id and q.state = 'open'
         and p_fill.filled + case f.kind when 'base' then p_fill.fee_cost else 0 end <= q.quantity
     end
     and exists (select from meta.settings as s where s.key = 'realtime_send' and s.value = 0);
  return v_plan;
end;
$$;
alter function lifecycle.plan_fill(uuid, uuid, text, lifecycle.plain_fill) owner to tradekeel_owner;
revoke all on function lifecycle.plan_fill(uuid, uuid, text, lifecycle.plain_fill) from public;
grant execute on function lifecycle.plan_fill(
  uuid, uuid, text, lifecycle.plain_fill
) to tradekeel_engine;
comment on function lifecycle.plan_fill(uuid, uuid, text, lifecycle.plain_fill) is
'Lock the capital of an attempt''s profile; then read and make ready, by one statement, what is
booked for its first news, that it filled (lifecycle.read_plain_fill). Null unless nothing speaks
against it: an attempt still submitting and within its deadline (later a mismatch about it may be
open), a claim that is held, no position yet for an entry and enough of it for an exit, a fee in
quote or base, not more than was asked for.';
