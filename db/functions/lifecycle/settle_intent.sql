create or replace function lifecycle.settle_intent(
  p_user_id uuid, p_intent_id uuid
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_outcome constant text := lifecycle.intent_outcome(p_user_id, p_intent_id);
  v_intent lifecycle.intents;
  v_is_news boolean;
begin
  if v_outcome is null then
    return false;
  end if;
  perform ledger.release(p_user_id, a.attempt_id)
     from lifecycle.attempts as a
    where a.user_id = p_user_id and a.intent_id = p_intent_id;
  update lifecycle.intents as i
     set settled_at = coalesce(i.settled_at, v_now), outcome = v_outcome
   where i.user_id = p_user_id and i.intent_id = p_intent_id
     and i.outcome is distinct from v_outcome;
  v_is_news := found;
  select i.* into strict v_intent
    from lifecycle.intents as i
   where i.user_id = p_user_id and i.intent_id = p_intent_id;
  if v_intent.kind = 'exit' or v_outcome = 'partial' then
    perform lifecycle.write_off_dust(v_intent);
  end if;
  perform lifecycle.release_claims(
    p_user_id, v_intent.account_id, v_intent.profile_id, v_intent.symbol);
  if not v_is_news then
    return false;
  end if;
  perform tenancy.broadcast(p_user_id, v_intent.profile_id, 'intent_settled', jsonb_build_object(
    'intent_id', v_intent.intent_id, 'kind', v_intent.kind, 'symbol', v_intent.symbol,
    'outcome', v_outcome, 'request_id', v_intent.request_id));
  return true;
end;
$$;
alter function lifecycle.settle_intent(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.settle_intent(uuid, uuid) from public;
grant execute on function lifecycle.settle_intent(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.settle_intent(uuid, uuid) is
'Settle an intent whose attempts are all resolved and whose orders are all settled: give back the
rest of its reservations, its slot, dust, and when flat its claim. Late truth may change the
outcome of a settled one. Returns whether it settled or changed now.';
