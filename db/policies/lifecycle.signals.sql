revoke all on table lifecycle.signals from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.signals to tradekeel_engine;
grant update (
  profile_id, request_id, kind, symbol, side, order_type, quantity, limit_price, trigger_price,
  time_in_force, is_post_only, leverage, input_hash, state, valid_until, claimed_at, claimed_by,
  closed_at, outcome, created_at
) on table lifecycle.signals to tradekeel_engine;
grant delete on table lifecycle.signals to tradekeel_engine;
alter table lifecycle.signals enable row level security;
drop policy if exists engine_all on lifecycle.signals;
create policy engine_all on lifecycle.signals to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, signal_id, profile_id, request_id, kind, symbol, side, order_type, quantity,
  limit_price, trigger_price, time_in_force, is_post_only, leverage, state, valid_until,
  claimed_at, closed_at, outcome, created_at
) on table lifecycle.signals to authenticated;
drop policy if exists tenant_reads on lifecycle.signals;
create policy tenant_reads on lifecycle.signals for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table lifecycle.signals is
'Requests of tenants to enter or exit, and what became of them.';
