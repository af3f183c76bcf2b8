revoke all on table health.counters from public, anon, authenticated, service_role;
grant select, insert on table health.counters to tradekeel_engine;
grant update (
  total, changed_at
) on table health.counters to tradekeel_engine;
comment on table health.counters is
'Folded counters.';
