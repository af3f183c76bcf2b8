revoke all on table health.instances from public, anon, authenticated, service_role;
grant select, insert on table health.instances to tradekeel_engine;
grant update (
  owner_token, version, host, state, epoch, started_at, heartbeat_at, stopped_at
) on table health.instances to tradekeel_engine;
comment on table health.instances is
'Processes of the bridge.';
