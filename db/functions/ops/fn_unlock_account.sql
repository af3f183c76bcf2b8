create or replace function ops.fn_unlock_account(
  p_user_id uuid, p_account_id uuid, p_is_override boolean, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_lease locks.account_leases;
  v_proof text;
begin
  perform meta.require_reason(p_reason);
  if p_is_override is null then
    perform meta.raise_error('LCR01', 'is_override wanted=true or false');
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  perform from reconciliation.locks as l  -- before the lease, as whoever ends a run does
    where l.user_id = p_user_id and l.account_id = p_account_id
      for no key update;
  select l.* into v_lease
    from locks.account_leases as l
   where l.user_id = p_user_id and l.account_id = p_account_id
     for no key update;
  v_proof := case
    when v_lease.owner_token is null then 'free'
    when v_lease.expires_at <= v_now then 'expired'
    when p_is_override then 'override'
  end;
  if v_proof is null then
    perform meta.raise_error('OPC14', format(
      'account=%s instance=%s term=%s expires_at=%s', p_account_id, v_lease.instance_id,
      v_lease.term, v_lease.expires_at));
  elsif v_proof <> 'free' then
    update locks.account_leases as l
       set owner_token = null, expires_at = v_now
     where l.user_id = p_user_id and l.account_id = p_account_id;
    update reconciliation.locks as l
       set owner_token = null, expires_at = v_now
     where l.user_id = p_user_id and l.account_id = p_account_id;
  end if;
  perform meta.record_audit(p_user_id, 'ops.fn_unlock_account', jsonb_build_object(
    'account_id', p_account_id, 'is_override', p_is_override, 'reason', p_reason),
    jsonb_build_object('proof', v_proof, 'term', v_lease.term,
      'instance_id', v_lease.instance_id, 'expires_at', v_lease.expires_at));
  return v_proof;
end;
$$;
alter function ops.fn_unlock_account(uuid, uuid, boolean, text) owner to tradekeel_engine;
revoke all on function ops.fn_unlock_account(uuid, uuid, boolean, text) from public;
grant execute on function ops.fn_unlock_account(uuid, uuid, boolean, text) to tradekeel_operator;
comment on function ops.fn_unlock_account(uuid, uuid, boolean, text) is
'Free the lease of an account and its reconciliation lock by force: when it has expired by the
database''s clock, or else only with p_is_override, which is put on record. The next driver begins a
new term and reconciles first. Returns free, expired or override. Errors, in order: OPR01, LCR01,
TNR01, OPC14 it is held and no override was given.';
