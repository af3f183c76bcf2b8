revoke all on table ops.audit_head from public, anon, authenticated, service_role;
grant select on table ops.audit_head to tradekeel_engine;
grant update (row_count, head_hash, changed_at) on table ops.audit_head to tradekeel_engine;
comment on table ops.audit_head is
'Where the chain over ops.audit ends: how many lines, and the hash of the last. Its row lock keeps
sealing serial. Exported as a metric, so that another machine remembers it.';
