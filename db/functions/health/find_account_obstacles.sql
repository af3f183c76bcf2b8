create or replace function health.find_account_obstacles(
  p_account tenancy.exchange_accounts, p_now timestamptz
) returns table (rank integer, code text, detail jsonb)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_lease locks.account_leases;
  v_is_driven boolean;
begin
  select l.* into v_lease
    from locks.account_leases as l
   where l.user_id = p_account.user_id and l.account_id = p_account.account_id;
  v_is_driven := coalesce(v_lease.owner_token is not null and v_lease.expires_at > p_now, false);
  return query
  select 1, 'MTI01', jsonb_build_object('epoch', meta.current_epoch())
   where not meta.is_same_life()
  union all
  select 2, 'OPT11', jsonb_build_object(
           'paused_at', i.paused_at, 'paused_by', i.paused_by, 'reason', i.pause_reason)
    from meta.installation as i
   where i.paused_at is not null
  union all
  select 3, 'TNR05', jsonb_build_object('user_id', u.user_id)
    from tenancy.users as u
   where u.user_id = p_account.user_id and u.is_suspended
  union all
  select 4, 'TNR02', jsonb_build_object(
           'state', p_account.state, 'reason', p_account.halt_reason, 'at', p_account.halted_at)
   where p_account.state <> 'active'
  union all
  select 5, 'LKC01', jsonb_build_object(
           'expires_at', v_lease.expires_at, 'instance_id', v_lease.instance_id)
   where not v_is_driven
  union all
  select 6, 'LKT01', jsonb_build_object('reconciled_at', v_lease.reconciled_at)
   where v_is_driven and (
     v_lease.ready_term is distinct from v_lease.term
     or v_lease.ready_epoch is distinct from v_lease.epoch
     or v_lease.reconciled_at <= p_now - meta.setting_interval('readiness_max_age_seconds')
   );
end;
$$;
alter function health.find_account_obstacles(
  tenancy.exchange_accounts, timestamptz
) owner to tradekeel_owner;
revoke all on function health.find_account_obstacles(
  tenancy.exchange_accounts, timestamptz
) from public;
grant execute on function health.find_account_obstacles(
  tenancy.exchange_accounts, timestamptz
) to tradekeel_engine;
comment on function health.find_account_obstacles(tenancy.exchange_accounts, timestamptz) is
'Find what keeps every profile of an account from entering, most important first, by the code with
which an entry would be refused: MTI01, OPT11, TNR05, TNR02, LKC01, LKT01.';
