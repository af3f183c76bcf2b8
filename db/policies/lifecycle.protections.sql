revoke all on table lifecycle.protections from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.protections to tradekeel_engine;
grant update (
  profile_id, position_id, kind, trigger_price, trail_rate, due_at, best_price, state,
  created_at, changed_at, is_default, fired_at, fired_price
) on table lifecycle.protections to tradekeel_engine;
alter table lifecycle.protections enable row level security;
drop policy if exists engine_all on lifecycle.protections;
create policy engine_all on lifecycle.protections to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, protection_id, profile_id, position_id, kind, trigger_price, trail_rate, due_at,
  best_price, state, changed_at, is_default, fired_at, fired_price
) on table lifecycle.protections to authenticated;
drop policy if exists tenant_reads on lifecycle.protections;
create policy tenant_reads on lifecycle.protections for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table lifecycle.protections is
'Stops as rows: stop-loss, take-profit, trailing stop, time stop.';
