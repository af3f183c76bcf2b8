create or replace function tenancy.refuse_broadcast(
  p_user_id uuid, p_profile_id uuid, p_named text, p_event text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_named_user_id constant uuid := case
    when p_named ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then p_named::uuid end;
begin
  perform ledger.lock_capital(p_user_id, p_profile_id);
  update ledger.capital as c
     set trading_state = 'paused'
   where c.user_id = p_user_id and c.profile_id = p_profile_id and c.trading_state = 'active';
  if found then
    perform ledger.broadcast_capital(p_user_id, p_profile_id, 'broadcast_refused');
  end if;
  perform tenancy.record_breach(
    p_user_id, 'tenancy.broadcast', v_named_user_id, 'profile:' || p_profile_id);
  perform health.open_incident(
    '00000000-0000-0000-0000-000000000000', 'broadcast_refused', 'critical',
    'profile:' || p_profile_id, 'tenant-isolation', jsonb_build_object(
      'user_id', p_user_id, 'event', left(p_event, 100), 'named', left(p_named, 100)));
end;
$$;
alter function tenancy.refuse_broadcast(uuid, uuid, text, text) owner to tradekeel_owner;
revoke all on function tenancy.refuse_broadcast(uuid, uuid, text, text) from public;
grant execute on function tenancy.refuse_broadcast(uuid, uuid, text, text) to tradekeel_engine;
comment on function tenancy.refuse_broadcast(uuid, uuid, text, text) is
'Refuse an event whose payload names another user than its topic: record the breach, open an
incident of the installation, and pause the profile whose execution made it. Its exits go on.
Returns instead of raising: that would roll back the record, and the fact that the event is about.
Errors, in order: TNR01 there is no such profile.';
