create or replace view api.incidents with (security_invoker = on) as
select i.user_id,
       i.incident_id,
       i.kind,
       i.level,
       i.subject,
       i.state,
       i.occurrence_count,
       i.opened_at,
       i.last_seen_at,
       i.closed_at
  from health.incidents as i;
alter view api.incidents owner to tradekeel_owner;
revoke all on api.incidents from public;
grant select on api.incidents to authenticated;
comment on view api.incidents is
'What happened to one''s own profiles and accounts that a person has to know of.';
comment on column api.incidents.user_id is 'Whose it is.';
comment on column api.incidents.incident_id is 'The incident.';
comment on column api.incidents.kind is 'What happened.';
comment on column api.incidents.level is 'info, warning or critical.';
comment on column api.incidents.subject is 'The profile, account or order it is about.';
comment on column api.incidents.state is 'open or closed.';
comment on column api.incidents.occurrence_count is 'How often it was seen while open.';
comment on column api.incidents.opened_at is 'First seen.';
comment on column api.incidents.last_seen_at is 'Last seen.';
comment on column api.incidents.closed_at is 'When it was closed, or null.';
