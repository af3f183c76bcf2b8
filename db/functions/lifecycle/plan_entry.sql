create or replace function lifecycle.plan_entry(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_symbol text, p_side text, p_terms
  lifecycle.order_terms, p_leverage numeric, p_owner_token uuid, p_lease_term bigint, p_epoch
  bigint
) returns lifecycle.begin_plan
language plpgsql volatile security invoker
set search_path = ''
set join_collapse_limit = 1
set plan_cache_mode = force_generic_plan
as $$
declare
  v_now timestamptz;
  c ledger.capital;
  v_plan lifecycle.begin_plan;
begin
  select x.* into c
    from ledger.capital as x
   where x.user_id = p_user_id and x.profile_id = p_profile_id for no key update;
  v_now := clock_timestamp();
  select p.account_id, null::uuid, w.key, k.profile_id is not null, false, p.max_open_positions,
         p_terms.quantity, w.amount, gen_random_uuid(), gen_random_uuid(),
         lifecycle.make_client_order_id(p_epoch, p_user_id, p_profile_id, p_request_id, 1),
         x.client_id_format, v_now,
         v_now + make_interval(secs => (s.window_ms / 1000)::double precision),
         v_now + make_interval(secs => ((s.window_ms + s.skew_ms + x.expiry_window_ms + x.lag_ms)
           / 1000)::double precision),
         x.lag_ms, p_epoch
    into v_plan
    from (
           select max(v.value) filter (where v.key = 'send_window_ms') as window_ms,
                  max(v.value) filter (where v.key = 'clock_skew_ms') as skew_ms,
                  max(v.value) filter (where v.key = 'price_max_age_ms') as price_ms,
                  max(v.value) filter (where v.key = 'readiness_max_age_seconds') as ready_seconds
             from meta.settings as v
         ) as s
    join tenancy.profiles as p on p.user_id = p_user_id and p.profile_id = p_profile_id
    join locks.account_leases as l
      on l.user_id = p_user_id and l.account_id = p.account_id and l.owner_token = p_owner_token
         and l.term = p_lease_term and l.epoch = p_epoch and l.expires_at > v_now
         and l.ready_term = l.term and l.ready_epoch = l.epoch
         and l.reconciled_at > v_now - make_interval(secs => s.ready_seconds::double precision)
    join tenancy.exchange_accounts as a on a.user_id = p_user_id and a.account_id = p.account_id
    join meta.exchanges as x on x.exchange = a.exchange and x.market_type = a.market_type
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_symbol
    left join lifecycle.latest_prices as r
      on r.exchange = a.exchange and r.market_type = a.market_type and r.symbol = p_symbol
         and r.observed_at > v_now - make_interval(secs => (s.price_ms / 1000)::double precision)
    join lateral (
           select lifecycle.entry_margin(lifecycle.entry_notional(
                    p, m, p_side, p_terms.quantity, p_terms.limit_price, null, r.price),
                    p_leverage, p.fee_buffer_rate) as amount,
                  lifecycle.entry_notional(
                    p, m, p_side, p_terms.quantity, p_terms.limit_price, null, r.price) as notional,
                  tenancy.exclusivity_key(
                    a, m, case p_side when 'buy' then 'long' else 'short' end) as key) as w on true
    left join tenancy.claims as k
      on k.user_id = p_user_id and k.account_id = p.account_id and k.exclusivity_key = w.key
         and k.is_held
   where lifecycle.is_plain_entry(
           c, p, a, m, p_side, p_leverage, (v_now at time zone 'utc')::date)
     and w.notional <= p.max_order_cost and c.reserved_for_orders + w.amount <= 1e20
     and c.available - w.amount >= greatest(0, round(c.allocated * p.cushion_rate, 12))
     and lifecycle.is_plain_for_market(x, m, p_terms, p_terms.quantity, r.price)
     and (r.price is not null or p_side = 'buy' and p_terms.limit_price is not null)
     and (k.profile_id is null or k.profile_id = p_profile_id);
  v_plan.client_order_text := lifecycle.render_client_order_id(
    v_plan.client_order_text, v_plan.client_order_id);
  return v_plan;
end;
$$;
alter function lifecycle.plan_entry(
  uuid, uuid, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint
) owner to tradekeel_owner;
revoke all on function lifecycle.plan_entry(
  uuid, uuid, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint
) from public;
grant execute on function lifecycle.plan_entry(
  uuid, uuid, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint
) to tradekeel_engine;
comment on function lifecycle.plan_entry(
  uuid, uuid, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint
) is
'Lock the profile''s capital; then read and make ready, by one statement, what a first attempt of a
plain request (lifecycle.is_plain_request) needs. Null unless every check of
lifecycle.begin_any_entry but those of lifecycle.may_enter and meta.is_same_life passes: it may
miss an entry that would pass, and finds none that would not.';
