create or replace function lifecycle.require_recoverable(
  p_account tenancy.exchange_accounts, p_profile tenancy.profiles, p_reading jsonb
) returns lifecycle.positions
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_symbol constant text := p_reading ->> 'symbol';
  v_side constant text := p_reading ->> 'side';
  v_is_reducing constant boolean := coalesce((p_reading ->> 'is_reduce_only')::boolean, false);
  v_position lifecycle.positions;
begin
  perform lifecycle.require_known_market(p_account, v_symbol);
  if v_side is null or coalesce((p_reading ->> 'quantity')::numeric, 0) <= 0
     or p_account.position_mode = 'hedge' and not v_is_reducing then
    perform meta.raise_error('RCR03', format(
      'symbol=%s side=%s quantity=%s position_mode=%s', v_symbol, v_side,
      p_reading ->> 'quantity', p_account.position_mode));
  end if;
  select p.* into v_position
    from lifecycle.positions as p
   where p.user_id = p_profile.user_id and p.profile_id = p_profile.profile_id
     and p.symbol = v_symbol and p.state <> 'closed' and (p.side = 'long') = (v_side = 'sell');
  if v_position.position_id is null
     and (v_is_reducing or p_account.market_type = 'spot' and v_side = 'sell') then
    perform meta.raise_error('LCR10', format(
      'profile=%s symbol=%s held=0', p_profile.profile_id, v_symbol));
  elsif v_position.position_id is null and exists (
    select from lifecycle.intents as i
     where i.user_id = p_profile.user_id and i.profile_id = p_profile.profile_id
       and i.symbol = v_symbol and i.kind = 'entry' and i.settled_at is null
  ) then
    perform meta.raise_error('LCC02', format(
      'profile=%s symbol=%s', p_profile.profile_id, v_symbol));
  elsif v_position.position_id is not null and exists (
    select from lifecycle.attempts as a
     where a.user_id = p_profile.user_id and a.profile_id = p_profile.profile_id
       and a.symbol = v_symbol and a.kind = 'exit' and a.state in ('submitting', 'unknown')
  ) then
    perform meta.raise_error('LCC06', format(
      'profile=%s symbol=%s', p_profile.profile_id, v_symbol));
  end if;
  return v_position;
end;
$$;
alter function lifecycle.require_recoverable(
  tenancy.exchange_accounts, tenancy.profiles, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.require_recoverable(
  tenancy.exchange_accounts, tenancy.profiles, jsonb
) from public;
grant execute on function lifecycle.require_recoverable(
  tenancy.exchange_accounts, tenancy.profiles, jsonb
) to tradekeel_engine;
comment on function lifecycle.require_recoverable(
  tenancy.exchange_accounts, tenancy.profiles, jsonb
) is
'Whether a quarantined order can be taken as an exit of the profile''s position (returned) or, when
there is none on the other side, as an entry (a row of nulls). Errors, in order: LCR02, RCR03 the
reading says too little: no side or quantity, or in hedge mode not whether it closes; LCR10 it
closes what is not held: release its entry first; LCC02, LCC06 another one has to settle first.';
