revoke all on table meta.releases from public, anon, authenticated, service_role;
grant select on table meta.releases to tradekeel_engine;
comment on table meta.releases is
'Releases of the tree (db/RELEASE) that were applied here. An older checkout is refused.';
