create or replace function tenancy.render_broadcast(
  p_broadcast tenancy.broadcasts
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_broadcast.payload ->> 'user_id' is distinct from p_broadcast.user_id::text then
    return null;
  end if;
  return jsonb_build_object(
    'type', 'broadcast', 'event', p_broadcast.event, 'payload', p_broadcast.payload,
    'meta', jsonb_build_object('id', md5(concat_ws('/', p_broadcast.user_id,
      p_broadcast.profile_id, p_broadcast.epoch, p_broadcast.event_seq))::uuid))::text;
end;
$$;
alter function tenancy.render_broadcast(tenancy.broadcasts) owner to tradekeel_owner;
revoke all on function tenancy.render_broadcast(tenancy.broadcasts) from public;
grant execute on function tenancy.render_broadcast(tenancy.broadcasts) to tradekeel_engine;
comment on function tenancy.render_broadcast(tenancy.broadcasts) is
'Render an event of the outbox as the JSON text that a listener gets, always under the same id. Null
when its payload is not its user''s: there is nothing to send then.';
