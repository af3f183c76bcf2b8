revoke all on table meta.error_codes from public, anon, authenticated, service_role;
grant select on table meta.error_codes to tradekeel_engine;
comment on table meta.error_codes is
'Every SQLSTATE our functions raise: area, disposition, title, hint, runbook.';
