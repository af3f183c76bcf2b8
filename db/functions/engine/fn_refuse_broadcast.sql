create or replace function engine.fn_refuse_broadcast(
  p_user_id uuid, p_profile_id uuid, p_event_seq bigint
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_broadcast tenancy.broadcasts;
begin
  select b.* into v_broadcast
    from tenancy.broadcasts as b
   where b.user_id = p_user_id and b.profile_id = p_profile_id and b.event_seq = p_event_seq;
  if not found then
    perform meta.raise_error('TNR01', format(
      'user=%s profile=%s event_seq=%s', p_user_id, p_profile_id, p_event_seq));
  elsif tenancy.render_broadcast(v_broadcast) is not null then
    return false;
  end if;
  perform tenancy.refuse_broadcast(
    p_user_id, p_profile_id, v_broadcast.payload ->> 'user_id', v_broadcast.event);
  return true;
end;
$$;
alter function engine.fn_refuse_broadcast(uuid, uuid, bigint) owner to tradekeel_engine;
revoke all on function engine.fn_refuse_broadcast(uuid, uuid, bigint) from public;
grant execute on function engine.fn_refuse_broadcast(uuid, uuid, bigint) to tradekeel_bridge;
comment on function engine.fn_refuse_broadcast(uuid, uuid, bigint) is
'Refuse an event of the outbox whose payload is not its user''s: the breach is recorded, an incident
opened, the profile paused. Returns whether it was so; an event that is sound is left alone. Errors,
in order: TNR01.';
