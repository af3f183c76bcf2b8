create or replace function lifecycle.confirm_filled_exit(
  p_user_id uuid, p_attempt_id uuid, p_fill lifecycle.plain_fill
) returns lifecycle.fill_plan
language plpgsql volatile security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_now timestamptz;
  v_plan lifecycle.fill_plan;
begin
  perform from ledger.capital as c
    where c.user_id = p_user_id and c.profile_id = (
      select a.profile_id from lifecycle.attempts as a
       where a.user_id = p_user_id and a.attempt_id = p_attempt_id
    ) for no key update;
  v_now := clock_timestamp();
  update lifecycle.attempts as a
     set state = 'confirmed', resolved_at = v_now
    from lifecycle.intents as i
    join tenancy.profiles as p on p.user_id = i.user_id and p.profile_id = i.profile_id
    join lifecycle.positions as q on q.user_id = i.user_id and q.position_id = i.position_id
   where a.user_id = p_user_id and a.attempt_id = p_attempt_id and a.kind = 'exit'
     and a.state = 'submitting' and a.send_deadline > v_now
     and p_fill.symbol = a.symbol and p_fill.side = a.side
     and coalesce(p_fill.client_order_text, a.client_order_text) = a.client_order_text
     and i.user_id = p_user_id and i.intent_id = a.intent_id and i.reason <> 'liquidation'
     and q.state = 'open' and p_fill.filled <= i.quantity and p_fill.filled <= q.quantity
     and (coalesce(p_fill.fee_currency, p.quote_currency) = p.quote_currency
          or p_fill.filled + p_fill.fee_cost <= q.quantity and lifecycle.is_base_fee(
            p_user_id, a.account_id, a.symbol, p_fill.fee_currency))
     and exists (select from meta.settings as s where s.key = 'realtime_send' and s.value = 0)
  returning a.profile_id, a.account_id, a.intent_id, i.position_side, i.order_type,
            a.client_order_text, a.owner_token, a.lock_term, v_now, a.created_at,
            coalesce(p_fill.price, i.limit_price), i.quantity,
            case when coalesce(p_fill.fee_currency, p.quote_currency) = p.quote_currency
              then round(p_fill.fee_cost, 12) else 0 end,
            case when coalesce(p_fill.fee_currency, p.quote_currency) = p.quote_currency
              then 0 else p_fill.fee_cost end,
            i.leverage, coalesce(p_fill.fee_currency, p.quote_currency) = p.quote_currency,
            exists (
              select from lifecycle.protections as x
               where x.user_id = p_user_id and x.position_id = q.position_id
                 and x.state in ('armed', 'fired')),
            q.position_id, q.quantity, q.cost_basis, q.notional, gen_random_uuid(),
            (select n.epoch from meta.installation as n)
       into v_plan;
  return v_plan;
end;
$$;
alter function lifecycle.confirm_filled_exit(
  uuid, uuid, lifecycle.plain_fill
) owner to tradekeel_owner;
revoke all on function lifecycle.confirm_filled_exit(uuid, uuid, lifecycle.plain_fill) from public;
grant execute on function lifecycle.confirm_filled_exit(
  uuid, uuid, lifecycle.plain_fill
) to tradekeel_engine;
comment on function lifecycle.confirm_filled_exit(uuid, uuid, lifecycle.plain_fill) is
'Lock the capital of an exit''s profile; then confirm its attempt by one statement that reads and
makes ready what is booked for its first news, that it filled (lifecycle.read_plain_fill). Null, and
nothing written, unless nothing speaks against it: an attempt still submitting and within its
deadline (later a mismatch about it may be open), an open position with enough of it, a fee in quote
or base, not more than was asked for.';
