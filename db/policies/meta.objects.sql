revoke all on table meta.objects from public, anon, authenticated, service_role;
grant select on table meta.objects to tradekeel_engine;
comment on table meta.objects is
'What the applier left in the catalog: hashes of each object''s definition and exploded grants,
per PostgreSQL major. Drift is a difference between this and the live catalog.';
