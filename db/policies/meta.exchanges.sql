revoke all on table meta.exchanges from public, anon, authenticated, service_role;
grant select on table meta.exchanges to tradekeel_engine;
comment on table meta.exchanges is
'What we rely on of each exchange and market type: id format, look-up, windows.';
