revoke all on table tenancy.profiles from public, anon, authenticated, service_role;
grant select, insert on table tenancy.profiles to tradekeel_engine;
grant update (
  account_id, name, quote_currency, max_open_positions, max_order_cost, max_leverage,
  price_buffer_rate, fee_buffer_rate, cushion_rate, created_at, max_daily_loss,
  loss_cooldown_seconds, stop_loss_rate, take_profit_rate, trailing_stop_rate, max_hold_seconds
) on table tenancy.profiles to tradekeel_engine;
alter table tenancy.profiles enable row level security;
drop policy if exists engine_all on tenancy.profiles;
create policy engine_all on tenancy.profiles to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, profile_id, account_id, name, quote_currency, max_open_positions, max_order_cost,
  max_leverage, created_at, max_daily_loss, loss_cooldown_seconds, stop_loss_rate,
  take_profit_rate, trailing_stop_rate, max_hold_seconds
) on table tenancy.profiles to authenticated;
drop policy if exists tenant_reads on tenancy.profiles;
create policy tenant_reads on tenancy.profiles for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table tenancy.profiles is
'One strategy of one user on one account, with its own capital and limits.';
