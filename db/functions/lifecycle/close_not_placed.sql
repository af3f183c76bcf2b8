create or replace function lifecycle.close_not_placed(
  p_attempt lifecycle.attempts
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform lifecycle.settle_intent(p_attempt.user_id, p_attempt.intent_id);
  perform locks.drop_entry_lock(p_attempt);
  perform lifecycle.broadcast_attempt(p_attempt.user_id, p_attempt.attempt_id);
  perform reconciliation.heal_mismatch(
    p_attempt.user_id, p_attempt.account_id, 'attempt_unresolved',
    'attempt:' || p_attempt.attempt_id);
end;
$$;
alter function lifecycle.close_not_placed(lifecycle.attempts) owner to tradekeel_owner;
revoke all on function lifecycle.close_not_placed(lifecycle.attempts) from public;
grant execute on function lifecycle.close_not_placed(lifecycle.attempts) to tradekeel_engine;
comment on function lifecycle.close_not_placed(lifecycle.attempts) is
'Give back what an attempt held that is now known not to be placed: reservation, slot, claim and
entry lock; and heal its mismatch.';
