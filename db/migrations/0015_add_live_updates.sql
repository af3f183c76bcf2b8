-- run as: installer
-- Live updates: who may listen to a topic, told by row level security on realtime.messages, and
-- the way out through Supabase's own Realtime. Three functions have another owner than the rest,
-- because what they do takes the rights of that owner; they are made here and nowhere else.
grant tradekeel_owner to current_user;
grant tradekeel_engine to tradekeel_owner;

set local role tradekeel_owner;
alter table tenancy.users
  add column revoked_at timestamptz,
  add column revoke_reason text,
  add constraint users_revoked_has_reason
    check ((revoked_at is null) = (revoke_reason is null)),
  add constraint users_revoke_reason_is_bounded
    check (length(revoke_reason) between 1 and 500);
-- Its file comes after the migrations; the policy below needs it.
create or replace function tenancy.current_user_id() returns uuid
language sql stable security invoker parallel safe
return (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;
grant create on schema tenancy to authenticated;
reset role;
-- One function below calls another as the installer, who is no member of the owner by then.
grant usage on schema tenancy to current_user;

-- Who may read realtime.messages of a topic, as whoever holds these claims. Belongs to the role
-- whose policies are asked; nobody but the next function may call it.
create function tenancy.reads_topic(p_claims jsonb, p_topic text) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform set_config('request.jwt.claims', p_claims::text, true);
  perform set_config('realtime.topic', p_topic, true);
  return exists (
    select from realtime.messages as m
     where m.topic = p_topic and m.extension = 'broadcast'
  );
end;
$$;
revoke all on function tenancy.reads_topic(jsonb, text) from public;
comment on function tenancy.reads_topic(jsonb, text) is
'Whether the policies on realtime.messages let role authenticated with these claims read a broadcast
of this topic. Belongs to authenticated: it is asked under that role''s policies.';
alter function tenancy.reads_topic(jsonb, text) owner to authenticated;
revoke execute on function tenancy.reads_topic(jsonb, text) from authenticated;
grant execute on function tenancy.reads_topic(jsonb, text) to current_user;

create function tenancy.probe_topic(p_claims jsonb, p_topic text) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_may_read boolean;
begin
  begin
    insert into realtime.messages (topic, extension) values (p_topic, 'broadcast');
    v_may_read := tenancy.reads_topic(p_claims, p_topic);
    raise exception 'the probe is taken back'
      using errcode = '22023', detail = 'probe', hint = 'Nothing to do.';
  exception when invalid_parameter_value then
    return coalesce(v_may_read, false);
  end;
end;
$$;
revoke all on function tenancy.probe_topic(jsonb, text) from public;
grant execute on function tenancy.probe_topic(jsonb, text) to tradekeel_engine;
comment on function tenancy.probe_topic(jsonb, text) is
'Whether whoever holds these claims may listen to this topic: a message is put there, looked for
under his policies, and taken back with every setting. Belongs to the installer, since policies keep
everybody else from writing messages.';

-- The way out through Supabase's Realtime. realtime.send turns every error into a warning, so the
-- row is looked for.
create function tenancy.send_realtime(
  p_user_id uuid, p_event text, p_payload jsonb
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_topic constant text := 'user:' || p_user_id;
  v_kept constant text := current_setting('realtime.topic', true);
  v_id constant uuid := gen_random_uuid();
begin
  if p_payload ->> 'user_id' is distinct from p_user_id::text then
    return false;
  end if;
  perform realtime.send(p_payload || jsonb_build_object('id', v_id), p_event, v_topic, true);
  perform set_config('realtime.topic', coalesce(v_kept, ''), true);
  return exists (
    select from realtime.messages as m
     where m.topic = v_topic and m.extension = 'broadcast' and m.inserted_at = localtimestamp
       and m.payload ->> 'id' = v_id::text
  );
end;
$$;
revoke all on function tenancy.send_realtime(uuid, text, jsonb) from public;
grant execute on function tenancy.send_realtime(uuid, text, jsonb) to tradekeel_engine;
comment on function tenancy.send_realtime(uuid, text, jsonb) is
'Hand one event to Supabase''s Realtime in the caller''s transaction, on the private topic of its
user. Returns whether the message is there: false for a payload of another user, and for whatever
went wrong inside. Belongs to the installer, as the design of realtime.send asks.';

set local role tradekeel_owner;
revoke create on schema tenancy from authenticated;
reset role;

do $$
begin
  if to_regclass('realtime.messages') is not null then
    drop policy if exists tradekeel_tenant_listens on realtime.messages;
    create policy tradekeel_tenant_listens on realtime.messages for select to authenticated
      using (
        extension = 'broadcast'
        and (select realtime.topic()) = 'user:' || (select tenancy.current_user_id())
        and exists (
          select from tenancy.users as u
           where u.user_id = (select tenancy.current_user_id()) and u.revoked_at is null
        )
      );
  end if;
end;
$$;
