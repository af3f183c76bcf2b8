create or replace function health.find_profile_obstacles(
  p_profile tenancy.profiles, p_now timestamptz
) returns table (rank integer, code text, detail jsonb)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_capital ledger.capital;
  v_today constant date := (p_now at time zone 'utc')::date;
  v_cushion numeric;
  v_open bigint;
begin
  select c.* into strict v_capital
    from ledger.capital as c
   where c.user_id = p_profile.user_id and c.profile_id = p_profile.profile_id;
  v_cushion := ledger.round_amount(v_capital.allocated * p_profile.cushion_rate);
  v_open := (
    select count(*) from lifecycle.positions as p
     where p.user_id = p_profile.user_id and p.profile_id = p_profile.profile_id
       and p.state <> 'closed'
  );
  return query
  select 7, 'LGI01', m.detail
    from reconciliation.mismatches as m
   where m.user_id = p_profile.user_id and m.account_id = p_profile.account_id
     and m.kind = 'ledger_drift' and m.state = 'open' and m.profile_id = p_profile.profile_id
  union all
  select 7, 'RCC04', m.detail || jsonb_build_object('mismatch_id', m.mismatch_id)
    from reconciliation.mismatches as m
   where m.user_id = p_profile.user_id and m.profile_id = p_profile.profile_id
     and m.state = 'open' and m.stopped_at is not null
  union all
  select 8, 'LGR02', jsonb_build_object('trading_state', v_capital.trading_state,
           'tenant_paused_at', v_capital.tenant_paused_at,
           'tenant_reason', v_capital.tenant_pause_reason)
   where v_capital.trading_state <> 'active' or v_capital.tenant_paused_at is not null
  union all
  select 9, 'LGR01', jsonb_build_object(
           'available', v_capital.available::text, 'cushion', v_cushion::text)
   where v_capital.available <= v_cushion
  union all
  select 10, 'LCR15', jsonb_build_object('lost', (-v_capital.pnl_of_day)::text,
           'maximum', p_profile.max_daily_loss::text)
   where v_capital.pnl_day = v_today and -v_capital.pnl_of_day >= p_profile.max_daily_loss
  union all
  select 11, 'LCR16', jsonb_build_object('last_loss_at', v_capital.last_loss_at,
           'seconds', p_profile.loss_cooldown_seconds)
   where p_profile.loss_cooldown_seconds > 0 and v_capital.last_loss_at
         > p_now - make_interval(secs => p_profile.loss_cooldown_seconds)
  union all
  select 12, 'LCR06', jsonb_build_object('open', v_open, 'maximum', p_profile.max_open_positions)
   where v_open >= p_profile.max_open_positions
  union all
  select 13, 'LCC02', jsonb_build_object('symbol', i.symbol, 'intent_id', i.intent_id,
           'since', i.created_at)
    from lifecycle.intents as i
   where i.user_id = p_profile.user_id and i.account_id = p_profile.account_id
     and i.profile_id = p_profile.profile_id and i.kind = 'entry' and i.settled_at is null;
end;
$$;
alter function health.find_profile_obstacles(
  tenancy.profiles, timestamptz
) owner to tradekeel_owner;
revoke all on function health.find_profile_obstacles(tenancy.profiles, timestamptz) from public;
grant execute on function health.find_profile_obstacles(
  tenancy.profiles, timestamptz
) to tradekeel_engine;
comment on function health.find_profile_obstacles(tenancy.profiles, timestamptz) is
'Find what keeps one profile from entering, most important first, by the code with which an entry
would be refused: LGI01, RCC04 (a stopped mismatch, which paused it), LGR02, LGR01, LCR15, LCR16,
LCR06, LCC02.';
