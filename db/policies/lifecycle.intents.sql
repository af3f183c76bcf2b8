revoke all on table lifecycle.intents from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.intents to tradekeel_engine;
grant update (
  profile_id, account_id, kind, request_id, input_hash, signal_id, symbol, side, position_side,
  order_type, quantity, limit_price, trigger_price, time_in_force, is_post_only, leverage,
  is_reduce_only, reason, position_id, settled_at, outcome, created_at
) on table lifecycle.intents to tradekeel_engine;
alter table lifecycle.intents enable row level security;
drop policy if exists engine_all on lifecycle.intents;
create policy engine_all on lifecycle.intents to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, intent_id, profile_id, account_id, request_id, signal_id, trigger_price, time_in_force,
  is_post_only, reason, position_id
) on table lifecycle.intents to authenticated;
drop policy if exists tenant_reads on lifecycle.intents;
create policy tenant_reads on lifecycle.intents for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table lifecycle.intents is
'Accepted decisions. An unsettled entry holds the slot of its profile and symbol.';
