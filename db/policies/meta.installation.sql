revoke all on table meta.installation from public, anon, authenticated, service_role;
grant select on table meta.installation to tradekeel_engine;
grant update (
  system_identifier, timeline, database_oid, epoch, tag, acknowledged_at, acknowledged_by,
  paused_at, paused_by, pause_reason
) on table meta.installation to tradekeel_engine;
comment on table meta.installation is
'Which life of the database this is: system identifier, timeline, database, epoch, tag; and
whether an operator stopped all entries.';
