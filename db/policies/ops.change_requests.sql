revoke all on table ops.change_requests from public, anon, authenticated, service_role;
grant select, insert on table ops.change_requests to tradekeel_engine;
grant update (
  profile_id, kind, planned, planned_seq, state, reason, requested_by, requested_at,
  approved_by, approved_at, applied_at, expires_at
) on table ops.change_requests to tradekeel_engine;
alter table ops.change_requests enable row level security;
drop policy if exists engine_all on ops.change_requests;
create policy engine_all on ops.change_requests to tradekeel_engine
  using (true) with check (true);
comment on table ops.change_requests is
'Repairs: proposed, approved by another person, applied by append.';
