create or replace function lifecycle.write_exit_intent(
  p_profile tenancy.profiles, p_intent_id uuid, p_request_id text, p_input_hash text, p_signal_id
  uuid, p_symbol text, p_position_side text, p_side text, p_terms lifecycle.order_terms, p_reason
  text
) returns lifecycle.intents
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_profile.user_id, p_profile.account_id);
  v_market constant lifecycle.markets := lifecycle.require_known_market(v_account, p_symbol);
  v_position constant lifecycle.positions := lifecycle.require_position(
    p_profile.user_id, p_profile.profile_id, p_symbol, p_position_side);
  v_free constant numeric := v_position.quantity
    - lifecycle.working_quantity(p_profile.user_id, v_position.position_id);
  v_latest constant numeric :=
    lifecycle.fresh_price(v_account.exchange, v_account.market_type, p_symbol);
  v_intent lifecycle.intents;
  v_quantity numeric;
begin
  select i.* into v_intent
    from lifecycle.intents as i
   where i.user_id = p_profile.user_id and i.intent_id = p_intent_id;
  v_quantity := coalesce(
    v_intent.quantity, p_terms.quantity, v_free - v_free % v_market.quantity_step);
  if v_quantity > v_free or v_quantity <= 0
     or v_intent.position_id <> v_position.position_id then
    perform meta.raise_error('LCR10', format(
      'profile=%s symbol=%s wanted=%s free=%s', p_profile.profile_id, p_symbol, v_quantity,
      v_free));
  end if;
  perform lifecycle.check_market_terms(v_market, p_side, p_terms, v_latest);
  perform lifecycle.check_steps(
    v_market, v_quantity, p_terms.limit_price, coalesce(p_terms.trigger_price, v_latest));
  if exists (
    select from lifecycle.attempts as a
     where a.user_id = p_profile.user_id and a.profile_id = p_profile.profile_id
       and a.symbol = p_symbol and a.kind = 'exit' and a.state in ('submitting', 'unknown')
  ) then
    perform meta.raise_error('LCC06', format(
      'profile=%s symbol=%s', p_profile.profile_id, p_symbol));
  end if;
  if p_intent_id is not null then
    update lifecycle.intents as i
       set settled_at = null, outcome = null
     where i.user_id = p_profile.user_id and i.intent_id = p_intent_id
    returning i.* into v_intent;
    return v_intent;
  end if;
  insert into lifecycle.intents (
    user_id, profile_id, account_id, kind, request_id, input_hash, signal_id, symbol, side,
    position_side, order_type, quantity, limit_price, trigger_price, time_in_force, is_post_only,
    is_reduce_only, reason, position_id
  ) values (
    p_profile.user_id, p_profile.profile_id, p_profile.account_id, 'exit', p_request_id,
    p_input_hash, p_signal_id, p_symbol, p_side, p_position_side, p_terms.order_type, v_quantity,
    p_terms.limit_price, p_terms.trigger_price, p_terms.time_in_force, p_terms.is_post_only,
    v_account.market_type = 'swap', coalesce(p_reason, 'signal'),
    v_position.position_id
  ) returning * into v_intent;
  return v_intent;
end;
$$;
alter function lifecycle.write_exit_intent(
  tenancy.profiles, uuid, text, text, uuid, text, text, text, lifecycle.order_terms, text
) owner to tradekeel_owner;
revoke all on function lifecycle.write_exit_intent(
  tenancy.profiles, uuid, text, text, uuid, text, text, text, lifecycle.order_terms, text
) from public;
grant execute on function lifecycle.write_exit_intent(
  tenancy.profiles, uuid, text, text, uuid, text, text, text, lifecycle.order_terms, text
) to tradekeel_engine;
comment on function lifecycle.write_exit_intent(
  tenancy.profiles, uuid, text, text, uuid, text, text, text, lifecycle.order_terms, text
) is
'Write the intent of an exit, or reopen it for a further attempt, after proving that the quantity
is held and not working already. A further attempt keeps quantity and position of the first.
A
trigger is held against the latest price where there is a fresh one; where not, the exchange
says. Errors, in order: LCR02, LCR10, LCR18, LCR03, LCR19, LCR03, LCR04, LCC06.';
