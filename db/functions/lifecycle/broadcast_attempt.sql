create or replace function lifecycle.broadcast_attempt(
  p_user_id uuid, p_attempt_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  a lifecycle.attempts;
begin
  select x.* into strict a
    from lifecycle.attempts as x
   where x.user_id = p_user_id and x.attempt_id = p_attempt_id;
  perform tenancy.broadcast(p_user_id, a.profile_id, 'attempt_changed', jsonb_build_object(
    'attempt_id', a.attempt_id, 'intent_id', a.intent_id, 'kind', a.kind, 'symbol', a.symbol,
    'state', a.state));
end;
$$;
alter function lifecycle.broadcast_attempt(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.broadcast_attempt(uuid, uuid) from public;
grant execute on function lifecycle.broadcast_attempt(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.broadcast_attempt(uuid, uuid) is
'Put the present state of an attempt into the outbox.';
