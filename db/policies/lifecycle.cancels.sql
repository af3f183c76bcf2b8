revoke all on table lifecycle.cancels from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.cancels to tradekeel_engine;
grant update (
  order_id, profile_id, account_id, owner_token, reason, state, send_deadline, error,
  created_at, resolved_at
) on table lifecycle.cancels to tradekeel_engine;
alter table lifecycle.cancels enable row level security;
drop policy if exists engine_all on lifecycle.cancels;
create policy engine_all on lifecycle.cancels to tradekeel_engine
  using (true) with check (true);
comment on table lifecycle.cancels is
'Requests to cancel an order; they do not end it, a reading does.';
