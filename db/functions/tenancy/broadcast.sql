create or replace function tenancy.broadcast(
  p_user_id uuid, p_profile_id uuid, p_event text, p_payload jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_event_seq bigint;
  v_epoch bigint;
  v_payload jsonb;
begin
  if p_payload ->> 'user_id' <> p_user_id::text then
    perform tenancy.refuse_broadcast(
      p_user_id, p_profile_id, p_payload ->> 'user_id', p_event);
    return;
  end if;
  update ledger.capital as c
     set event_seq = c.event_seq + 1
   where c.user_id = p_user_id and c.profile_id = p_profile_id
  returning c.event_seq, (select i.epoch from meta.installation as i)
       into v_event_seq, v_epoch;
  v_payload := p_payload || jsonb_build_object(
    'user_id', p_user_id, 'profile_id', p_profile_id, 'event_seq', v_event_seq, 'epoch', v_epoch);
  insert into tenancy.broadcasts
    (user_id, profile_id, event_seq, slot, event, payload, epoch, recorded_at)
  values (
    p_user_id, p_profile_id, v_event_seq,
    tenancy.broadcast_slot(v_now), p_event, v_payload, v_epoch, v_now
  );
  if meta.setting('realtime_send') = 1
     and not tenancy.send_realtime(p_user_id, p_event, v_payload) then
    perform health.count_event(p_user_id, 'broadcasts_unsent', '');
  end if;
end;
$$;
alter function tenancy.broadcast(uuid, uuid, text, jsonb) owner to tradekeel_owner;
revoke all on function tenancy.broadcast(uuid, uuid, text, jsonb) from public;
grant execute on function tenancy.broadcast(uuid, uuid, text, jsonb) to tradekeel_engine;
comment on function tenancy.broadcast(uuid, uuid, text, jsonb) is
'Write one event to the outbox, numbered gap-free by the profile; where setting realtime_send is 1
also hand it to Supabase''s Realtime, and count what that does not take. A payload that names
another user is refused, and its profile paused. The caller holds the capital row. Amounts in the
payload are text.';
