create or replace function lifecycle.plan_exit(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_symbol text, p_position_side text,
  p_terms lifecycle.order_terms, p_owner_token uuid, p_lease_term bigint
) returns lifecycle.exit_plan
language plpgsql volatile security invoker
set search_path = ''
set join_collapse_limit = 1
set plan_cache_mode = force_generic_plan
as $$
declare
  v_account uuid;
  v_now timestamptz;
  v_price numeric;
  v_plan lifecycle.exit_plan;
begin
  select c.account_id into v_account from ledger.capital as c
   where c.user_id = p_user_id and c.profile_id = p_profile_id for no key update;
  v_now := clock_timestamp();
  if p_terms.limit_price is null then
    v_price := lifecycle.price_for(p_user_id, v_account, p_symbol);
  end if;
  with w as materialized (
    select q.position_id, a.market_type = 'swap' as is_reduce_only, t.quantity, i.epoch,
           lifecycle.client_order_digest(
             i.tag, i.epoch, p_user_id, p_profile_id, p_request_id, 1) as digest,
           x.client_id_format, x.lag_ms,
           make_interval(secs => (s.window_ms / 1000)::double precision) as send_window,
           make_interval(secs => ((s.skew_ms + x.expiry_window_ms + x.lag_ms)
             / 1000)::double precision) as horizon
      from (
             select max(v.value) filter (where v.key = 'send_window_ms') as window_ms,
                    max(v.value) filter (where v.key = 'clock_skew_ms') as skew_ms
               from meta.settings as v
           ) as s
      join meta.installation as i on true
      join locks.account_leases as l
        on l.user_id = p_user_id and l.account_id = v_account
           and l.owner_token = p_owner_token and l.term = p_lease_term
           and l.epoch = i.epoch and l.expires_at > v_now
      join lifecycle.positions as q
        on q.user_id = p_user_id and q.profile_id = p_profile_id and q.symbol = p_symbol
           and q.side = p_position_side and q.state <> 'closed'
      join tenancy.exchange_accounts as a
        on a.user_id = p_user_id and a.account_id = v_account
      join meta.exchanges as x on x.exchange = a.exchange and x.market_type = a.market_type
      join lifecycle.markets as m
        on m.exchange = a.exchange and m.market_type = a.market_type
           and m.symbol = p_symbol
      join lateral (
             select coalesce(p_terms.quantity, q.quantity - q.quantity % m.quantity_step)
                      as quantity offset 0
           ) as t on t.quantity > 0 and t.quantity <= q.quantity
     where lifecycle.is_plain_for_market(x, m, p_terms, t.quantity, v_price)
  )
  select v_account, w.position_id, w.is_reduce_only, w.quantity, gen_random_uuid(),
         gen_random_uuid(), lifecycle.shape_client_order_id(w.digest),
         lifecycle.render_client_order_id(
           w.client_id_format, lifecycle.shape_client_order_id(w.digest)),
         v_now + w.send_window, v_now + w.send_window + w.horizon, w.lag_ms, w.epoch
    into v_plan
    from w
   where not exists (
       select from lifecycle.intents as n
        where n.user_id = p_user_id and n.profile_id = p_profile_id and n.request_id = p_request_id
     ) and not exists (
       select from lifecycle.intents as n
        where n.user_id = p_user_id and n.position_id = w.position_id and n.kind = 'exit'
     ) and not exists (
       select from lifecycle.attempts as n
        where n.user_id = p_user_id and n.profile_id = p_profile_id and n.symbol = p_symbol
          and n.kind = 'exit' and n.state in ('submitting', 'unknown')
     );
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
