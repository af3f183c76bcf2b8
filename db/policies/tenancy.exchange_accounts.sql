revoke all on table tenancy.exchange_accounts from public, anon, authenticated, service_role;
grant select, insert on table tenancy.exchange_accounts to tradekeel_engine;
grant update (
  exchange, market_type, position_mode, credentials_ref, exchange_uid, foreign_order_policy,
  state, halt_reason, halted_at, created_at, max_exposure
) on table tenancy.exchange_accounts to tradekeel_engine;
alter table tenancy.exchange_accounts enable row level security;
drop policy if exists engine_all on tenancy.exchange_accounts;
create policy engine_all on tenancy.exchange_accounts to tradekeel_engine
  using (true) with check (true);
grant select (
  user_id, account_id, exchange, market_type, state, halt_reason
) on table tenancy.exchange_accounts to authenticated;
drop policy if exists tenant_reads on tenancy.exchange_accounts;
create policy tenant_reads on tenancy.exchange_accounts for select to authenticated
  using (user_id = (
    select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid
  ));
comment on table tenancy.exchange_accounts is
'One account at one exchange; credentials by reference only.';
