revoke all on table health.incidents from public, anon, authenticated, service_role;
grant select, insert on table health.incidents to tradekeel_engine;
grant update (
  kind, level, subject, state, occurrence_count, detail, runbook, opened_at, last_seen_at,
  acknowledged_at, acknowledged_by, closed_at, closed_by
) on table health.incidents to tradekeel_engine;
alter table health.incidents enable row level security;
drop policy if exists engine_all on health.incidents;
create policy engine_all on health.incidents to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, incident_id, kind, level, subject, state, occurrence_count, opened_at, last_seen_at,
  closed_at
) on table health.incidents to authenticated;
drop policy if exists tenant_reads on health.incidents;
create policy tenant_reads on health.incidents for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table health.incidents is
'What a person has to know of: one open per user, kind and subject.';
