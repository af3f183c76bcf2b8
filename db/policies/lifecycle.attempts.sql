revoke all on table lifecycle.attempts from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.attempts to tradekeel_engine;
grant update (
  intent_id, attempt_no, profile_id, account_id, kind, symbol, side, client_order_id,
  client_order_text, owner_token, lock_term, lease_term, epoch, state, send_deadline,
  horizon_at, lag_ms, absent_first_at, absent_last_at, evidence, error, is_late, created_at,
  resolved_at
) on table lifecycle.attempts to tradekeel_engine;
alter table lifecycle.attempts enable row level security;
drop policy if exists engine_all on lifecycle.attempts;
create policy engine_all on lifecycle.attempts to tradekeel_engine
  using (true) with check (true);
comment on table lifecycle.attempts is
'One client order id and one send each; written before anything is sent.';
