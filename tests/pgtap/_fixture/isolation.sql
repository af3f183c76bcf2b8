-- What every isolation spec starts from: one user, one spot account, one active profile with 1000.

create function fixture.one_profile() returns void
language plpgsql
as $$
declare
  v_user constant uuid := '00000000-0000-4000-8000-00000000000a';
  v_account constant uuid := '00000000-0000-4000-8000-0000000000aa';
  v_profile constant uuid := '00000000-0000-4000-8000-000000000aaa';
begin
  insert into meta.exchanges
    (exchange, market_type, client_id_format, lookup, expiry_window_ms, lag_ms, retention_seconds,
      is_fee_in_order, order_types, times_in_force, is_post_only_known, is_statement_known)
  values ('binance', 'spot', 'hex32', 'client_id', 5000, 2000, 86400, false, '{market,limit}',
    '{GTC}', false, false)
  on conflict do nothing;
  insert into tenancy.users (user_id) values (v_user);
  insert into tenancy.exchange_accounts
    (user_id, account_id, exchange, market_type, credentials_ref)
  values (v_user, v_account, 'binance', 'spot', 'env:TEST');
  insert into tenancy.profiles (user_id, profile_id, account_id, name, quote_currency)
  values (v_user, v_profile, v_account, 'isolation', 'USDT');
  insert into ledger.capital (user_id, profile_id, account_id)
  values (v_user, v_profile, v_account);
  perform ledger.post(v_user, v_profile, 'allocate', 'allocation:' || v_user, 1000, 0, 0, 0, true,
    clock_timestamp(), '{}');
end;
$$;

-- What check views said at the end of a permutation; the runner reads it after the spec.
create table fixture.leftovers (check_view text, violation text);

-- Every spec's teardown: keeps what check views say, then empties everything but the
-- installation's own tables, so that the next permutation starts as the first did.
create function fixture.end_permutation() returns void
language plpgsql
as $$
declare
  v_table regclass;
begin
  insert into fixture.leftovers
  select v.check_view, v.violation from fixture.violations() as v;
  -- Deleting the few rows is faster than making new files for every table and index.
  set local session_replication_role = replica;
  for v_table in
    select t.table_oid from fixture.our_tables as t where t.name !~ '^(meta\.|ops\.audit)'
  loop
    execute format('delete from %s', v_table);
  end loop;
end;
$$;
