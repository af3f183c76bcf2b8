revoke all on table meta.transitions from public, anon, authenticated, service_role;
grant select on table meta.transitions to tradekeel_engine;
comment on table meta.transitions is
'Legal moves of every state machine, with their meaning.';
