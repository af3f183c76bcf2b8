create or replace function lifecycle.write_entry_intent(
  p_profile tenancy.profiles, p_intent_id uuid, p_request_id text, p_input_hash text, p_signal_id
  uuid, p_symbol text, p_side text, p_terms lifecycle.order_terms, p_leverage numeric
) returns lifecycle.intents
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_intent lifecycle.intents;
begin
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
    leverage, reason
  ) values (
    p_profile.user_id, p_profile.profile_id, p_profile.account_id, 'entry', p_request_id,
    p_input_hash, p_signal_id, p_symbol, p_side,
    case p_side when 'buy' then 'long' else 'short' end, p_terms.order_type, p_terms.quantity,
    p_terms.limit_price, p_terms.trigger_price, p_terms.time_in_force, p_terms.is_post_only,
    p_leverage, 'signal'
  ) returning * into v_intent;
  return v_intent;
end;
$$;
alter function lifecycle.write_entry_intent(
  tenancy.profiles, uuid, text, text, uuid, text, text, lifecycle.order_terms, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.write_entry_intent(
  tenancy.profiles, uuid, text, text, uuid, text, text, lifecycle.order_terms, numeric
) from public;
grant execute on function lifecycle.write_entry_intent(
  tenancy.profiles, uuid, text, text, uuid, text, text, lifecycle.order_terms, numeric
) to tradekeel_engine;
comment on function lifecycle.write_entry_intent(
  tenancy.profiles, uuid, text, text, uuid, text, text, lifecycle.order_terms, numeric
) is
'Write the intent of an entry, or take the slot again for a further attempt of a settled one.';
