create or replace function ops.fn_unlock_entry(
  p_user_id uuid, p_profile_id uuid, p_symbol text, p_is_override boolean, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_lock locks.entry_locks;
  v_proof text;
begin
  perform meta.require_reason(p_reason);
  if p_is_override is null then
    perform meta.raise_error('LCR01', 'is_override wanted=true or false');
  end if;
  perform tenancy.require_profile(p_user_id, p_profile_id);
  select l.* into v_lock
    from locks.entry_locks as l
   where l.user_id = p_user_id and l.profile_id = p_profile_id and l.symbol = p_symbol
     for no key update;
  v_proof := case
    when v_lock.owner_token is null then 'free'
    when v_lock.expires_at <= v_now then 'expired'
    when p_is_override then 'override'
  end;
  if v_proof is null then
    perform meta.raise_error('OPC14', format(
      'profile=%s symbol=%s term=%s expires_at=%s', p_profile_id, p_symbol, v_lock.term,
      v_lock.expires_at));
  elsif v_proof <> 'free' then
    update locks.entry_locks as l
       set owner_token = null, expires_at = v_now
     where l.user_id = p_user_id and l.profile_id = p_profile_id and l.symbol = p_symbol;
  end if;
  perform meta.record_audit(p_user_id, 'ops.fn_unlock_entry', jsonb_build_object(
    'profile_id', p_profile_id, 'symbol', p_symbol, 'is_override', p_is_override,
    'reason', p_reason), jsonb_build_object('proof', v_proof, 'term', v_lock.term,
    'expires_at', v_lock.expires_at));
  return v_proof;
end;
$$;
alter function ops.fn_unlock_entry(uuid, uuid, text, boolean, text) owner to tradekeel_engine;
revoke all on function ops.fn_unlock_entry(uuid, uuid, text, boolean, text) from public;
grant execute on function ops.fn_unlock_entry(
  uuid, uuid, text, boolean, text
) to tradekeel_operator;
comment on function ops.fn_unlock_entry(uuid, uuid, text, boolean, text) is
'Free the entry lock of a profile''s symbol by force: when it has expired by the database''s clock,
or else only with p_is_override, which is put on record. The former holder can begin nothing with it
any more. Slot and reservation of an unsettled entry stay. Returns free, expired or override.
Errors, in order: OPR01, LCR01, TNR01, OPC14 it is held and no override was given.';
