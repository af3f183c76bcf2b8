create or replace function lifecycle.plan_exit(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_symbol text, p_position_side text,
  p_terms lifecycle.order_terms, p_owner_token uuid, p_lease_term bigint
) returns lifecycle.begin_plan
language plpgsql volatile security invoker
set search_path = ''
set join_collapse_limit = 1
set plan_cache_mode = force_generic_plan
as $$
declare
  v_now timestamptz;
  v_plan lifecycle.begin_plan;
begin
  perform from ledger.capital as c
    where c.user_id = p_user_id and c.profile_id = p_profile_id for no key update;
  v_now := clock_timestamp();
  select a.account_id, q.position_id, null, true, a.market_type = 'swap', null::integer, w.quantity,
         0::numeric, gen_random_uuid(), gen_random_uuid(),
         lifecycle.make_client_order_id(i.epoch, p_user_id, p_profile_id, p_request_id, 1),
         x.client_id_format, v_now,
         v_now + make_interval(secs => (s.window_ms / 1000)::double precision),
         v_now + make_interval(secs => ((s.window_ms + s.skew_ms + x.expiry_window_ms + x.lag_ms)
           / 1000)::double precision),
         x.lag_ms, i.epoch
    into v_plan
    from (
           select max(v.value) filter (where v.key = 'send_window_ms') as window_ms,
                  max(v.value) filter (where v.key = 'clock_skew_ms') as skew_ms,
                  max(v.value) filter (where v.key = 'price_max_age_ms') as price_ms
             from meta.settings as v
         ) as s
    join meta.installation as i on true
    join tenancy.profiles as p on p.user_id = p_user_id and p.profile_id = p_profile_id
    join tenancy.exchange_accounts as a on a.user_id = p_user_id and a.account_id = p.account_id
    join locks.account_leases as l
      on l.user_id = p_user_id and l.account_id = p.account_id and l.owner_token = p_owner_token
         and l.term = p_lease_term and l.epoch = i.epoch and l.expires_at > v_now
    join lifecycle.positions as q
      on q.user_id = p_user_id and q.profile_id = p_profile_id and q.symbol = p_symbol
         and q.side = p_position_side and q.state <> 'closed'
    join lifecycle.markets as m
      on m.exchange = a.exchange and m.market_type = a.market_type and m.symbol = p_symbol
    join meta.exchanges as x on x.exchange = a.exchange and x.market_type = a.market_type
    left join lifecycle.latest_prices as r
      on r.exchange = a.exchange and r.market_type = a.market_type and r.symbol = p_symbol
         and r.observed_at > v_now - make_interval(secs => (s.price_ms / 1000)::double precision)
    join lateral (
           select coalesce(p_terms.quantity, q.quantity - q.quantity % m.quantity_step)
                    as quantity) as w on true
   where w.quantity > 0 and w.quantity <= q.quantity
     and lifecycle.is_plain_for_market(x, m, p_terms, w.quantity, r.price)
     and not exists (
       select from lifecycle.intents as n
        where n.user_id = p_user_id and n.profile_id = p_profile_id
          and (n.request_id = p_request_id)
     )
     and not exists (
       select from lifecycle.intents as n
        where n.user_id = p_user_id and n.position_id = q.position_id and n.kind = 'exit'
     )
     and not exists (
       select from lifecycle.attempts as n
        where n.user_id = p_user_id and n.profile_id = p_profile_id and n.symbol = p_symbol
          and n.kind = 'exit' and n.state in ('submitting', 'unknown')
     );
  v_plan.client_order_text := lifecycle.render_client_order_id(
    v_plan.client_order_text, v_plan.client_order_id);
  return v_plan;
end;
$$;
alter function lifecycle.plan_exit(
  uuid, uuid, text, text, text, lifecycle.order_terms, uuid, bigint
) owner to tradekeel_owner;
revoke all on function lifecycle.plan_exit(
  uuid, uuid, text, text, text, lifecycle.order_terms, uuid, bigint
) from public;
grant execute on function lifecycle.plan_exit(
  uuid, uuid, text, text, text, lifecycle.order_terms, uuid, bigint
) to tradekeel_engine;
comment on function lifecycle.plan_exit(
  uuid, uuid, text, text, text, lifecycle.order_terms, uuid, bigint
) is
'Lock the profile''s capital; then read and make ready, by one statement, what a first attempt of a
plain request (lifecycle.is_plain_request) to exit needs. Null unless every check of
lifecycle.begin_any_exit passes, that of a signal apart: it may miss an exit that would pass, and
finds none that would not. A position that was sold from before is not plain.';
