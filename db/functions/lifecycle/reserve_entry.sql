create or replace function lifecycle.reserve_entry(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_symbol text, p_side text,
  p_position_side text, p_terms lifecycle.order_terms, p_leverage numeric, p_owner_token uuid,
  p_lock_term bigint, p_lease_term bigint, p_epoch bigint
) returns lifecycle.entry_plan
language plpgsql volatile security invoker
set search_path = ''
set join_collapse_limit = 1
set plan_cache_mode = force_generic_plan
as $$
declare
  v_account uuid;
  v_now timestamptz;
  v_today date;
  v_taken integer;
  v_price numeric;
  v_plan lifecycle.entry_plan;
begin
  select c.account_id into v_account from ledger.capital as c
   where c.user_id = p_user_id and c.profile_id = p_profile_id for no key update;
  v_now := clock_timestamp();
  v_today := (v_now at time zone 'utc')::date;
  v_taken := lifecycle.count_taken_symbols(
    p_user_id, p_profile_id, v_account, p_request_id, p_symbol, p_position_side);
  v_price := case when p_side = 'sell' or p_terms.limit_price is null
    then lifecycle.price_for(p_user_id, v_account, p_symbol) end;
  with w as materialized (
    select lifecycle.entry_margin(n.notional, p_leverage, p.fee_buffer_rate) as amount,
           p.cushion_rate, p.max_daily_loss, p.loss_cooldown_seconds, x.lag_ms, x.client_id_format,
           tenancy.exclusivity_key(a, m, p_position_side) as claim_key,
           lifecycle.client_order_digest(
             i.tag, p_epoch, p_user_id, p_profile_id, p_request_id, 1) as digest,
           make_interval(secs => (s.window_ms / 1000)::double precision) as send_window,
           make_interval(secs => ((s.skew_ms + x.expiry_window_ms + x.lag_ms)
             / 1000)::double precision) as horizon
      from (
             select max(v.value) filter (where v.key = 'send_window_ms') as window_ms,
                    max(v.value) filter (where v.key = 'clock_skew_ms') as skew_ms,
                    max(v.value) filter (where v.key = 'readiness_max_age_seconds') as ready_for
               from meta.settings as v) as s
      join meta.installation as i
        on i.epoch = p_epoch and i.paused_at is null and meta.is_life_of(i)
      join tenancy.users as u
        on u.user_id = p_user_id and not u.is_suspended and u.max_exposure is null
      join tenancy.profiles as p
        on p.user_id = p_user_id and p.profile_id = p_profile_id and p.max_open_positions > v_taken
      join locks.entry_locks as e
        on e.user_id = p_user_id and e.profile_id = p_profile_id and e.symbol = p_symbol
           and e.owner_token = p_owner_token and e.term = p_lock_term and e.expires_at > v_now
      join locks.account_leases as l
        on l.user_id = p_user_id and l.account_id = v_account and l.owner_token = p_owner_token
           and l.term = p_lease_term and l.epoch = p_epoch and l.expires_at > v_now
           and l.ready_term = l.term and l.ready_epoch = l.epoch
           and l.reconciled_at > v_now - make_interval(secs => s.ready_for::double precision)
      join tenancy.exchange_accounts as a on a.user_id = p_user_id and a.account_id = v_account
      join meta.exchanges as x on x.exchange = a.exchange and x.market_type = a.market_type
      join lifecycle.markets as m
        on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_symbol
      join lateral (
             select lifecycle.entry_notional(p, m, p_side, p_terms.quantity, p_terms.limit_price,
                      null, v_price) as notional offset 0) as n on n.notional <= p.max_order_cost
     where lifecycle.is_plain_entry(p, a, m, p_side, p_leverage)
       and lifecycle.is_plain_for_market(x, m, p_terms, p_terms.quantity, v_price)
       and (v_price is not null or p_side = 'buy' and p_terms.limit_price is not null)
  )
  update ledger.capital as c
     set reserved_for_orders = c.reserved_for_orders + w.amount, seq = c.seq + 1,
         pnl_of_day = case c.pnl_day when v_today then c.pnl_of_day else 0 end,
         pnl_day = v_today, changed_at = v_now
    from w where c.user_id = p_user_id and c.profile_id = p_profile_id
     and lifecycle.is_plain_capital(
       c, w.amount, w.cushion_rate, w.max_daily_loss, w.loss_cooldown_seconds, v_today)
  returning v_account, w.claim_key, w.amount, gen_random_uuid(), gen_random_uuid(),
    lifecycle.shape_client_order_id(w.digest), lifecycle.render_client_order_id(
      w.client_id_format, lifecycle.shape_client_order_id(w.digest)), v_now,
    v_now + w.send_window, v_now + w.send_window + w.horizon, w.lag_ms, c.seq,
    c.allocated, c.reserved_for_orders, c.reserved_for_positions, c.realized_pnl into v_plan;
  return v_plan;
end;
$$;
alter function lifecycle.reserve_entry(
  uuid, uuid, text, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint,
  bigint
) owner to tradekeel_owner;
revoke all on function lifecycle.reserve_entry(
  uuid, uuid, text, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint,
  bigint
) from public;
grant execute on function lifecycle.reserve_entry(
  uuid, uuid, text, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint,
  bigint
) to tradekeel_engine;
comment on function lifecycle.reserve_entry(
  uuid, uuid, text, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint,
  bigint
) is
'Lock the profile''s capital; then, by one statement, read what a first attempt of a plain request
to enter (lifecycle.is_plain_request) needs and reserve its amount. Nothing is changed and null is
returned unless every check of lifecycle.begin_any_entry passes, those of a signal and of the claim
apart: it may miss an entry that would pass, and takes none that would not. The caller writes the
rest in the same transaction.';
