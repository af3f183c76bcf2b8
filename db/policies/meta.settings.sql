revoke all on table meta.settings from public, anon, authenticated, service_role;
grant select on table meta.settings to tradekeel_engine;
grant update (
  value, changed_at
) on table meta.settings to tradekeel_engine;
comment on table meta.settings is
'Tunable limits with unit and range; changed by ops.fn_change_setting.';
