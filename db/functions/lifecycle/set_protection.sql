create or replace function lifecycle.set_protection(
  p_user_id uuid, p_profile_id uuid, p_position_id uuid, p_kind text, p_trigger_price numeric,
  p_trail_rate numeric, p_due_at timestamptz
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_protection lifecycle.protections;
  v_side text;
  v_price numeric;
begin
  select p.side, lifecycle.fresh_price(a.exchange, a.market_type, p.symbol)
    into v_side, v_price
    from lifecycle.positions as p
    join tenancy.exchange_accounts as a
      on a.user_id = p.user_id and a.account_id = p.account_id
   where p.user_id = p_user_id and p.position_id = p_position_id
     and p.profile_id = p_profile_id and p.state <> 'closed';
  if not found then
    perform meta.raise_error('LCR10', format('position=%s held=0', p_position_id));
  end if;
  update lifecycle.protections as x
     set state = 'canceled', changed_at = v_now
   where x.user_id = p_user_id and x.position_id = p_position_id and x.kind = p_kind
     and x.state = 'armed';
  if coalesce(p_trigger_price, p_trail_rate, extract(epoch from p_due_at)) is null then
    perform lifecycle.arm_protections(p_user_id, p_position_id);
    return;
  end if;
  insert into lifecycle.protections as x (
    user_id, profile_id, position_id, kind, trigger_price, trail_rate, due_at, created_at,
    changed_at
  ) values (
    p_user_id, p_profile_id, p_position_id, p_kind, p_trigger_price, p_trail_rate, p_due_at,
    v_now, v_now
  ) returning x.* into v_protection;
  if lifecycle.is_protection_due(v_protection, v_side, v_price, v_now) then
    perform meta.raise_error('LCR30', format(
      'kind=%s price=%s', p_kind, v_price));
  end if;
end;
$$;
alter function lifecycle.set_protection(
  uuid, uuid, uuid, text, numeric, numeric, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.set_protection(
  uuid, uuid, uuid, text, numeric, numeric, timestamptz
) from public;
grant execute on function lifecycle.set_protection(
  uuid, uuid, uuid, text, numeric, numeric, timestamptz
) to tradekeel_engine;
comment on function lifecycle.set_protection(
  uuid, uuid, uuid, text, numeric, numeric, timestamptz
) is
'Put a protection set by hand in place of the armed one of its kind, or with all three null take it
back and arm the profile''s default again. The caller holds the capital row. Errors, in order:
LCR10 the profile has no such open position, LCR30 it would fire at once.';
