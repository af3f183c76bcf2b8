-- Orders of ours of which the database knows nothing, for suites.

-- A unified open order with the client order id that a request of profile n had in some epoch.
create or replace function fixture.lost_order(
  p_n integer, p_request_id text, p_changes jsonb default '{}', p_profile integer default null
) returns jsonb
language sql security definer as $$
  select jsonb_build_object(
    'id', 'lost-' || p_request_id, 'symbol', 'BTC/USDT', 'side', 'buy', 'type', 'limit',
    'amount', '0.01', 'filled', '0', 'remaining', '0.01', 'price', '40000', 'status', 'open',
    'timestamp', floor(extract(epoch from clock_timestamp()) * 1000)::bigint - 5000,
    'clientOrderId', replace(lifecycle.make_client_order_id(
      1, fixture.user_id(p_n), fixture.profile_id(coalesce(p_profile, p_n)), p_request_id,
      1)::text, '-', '')) || p_changes
$$;

-- Release what is in quarantine, as the role that the test took.
create or replace function fixture.call_release(
  p_n integer, p_reason text default 'from the time before the restore'
) returns uuid
language sql as $$
  select ops.fn_release_quarantine(
    fixture.user_id(p_n), fixture.mismatch_of('order_missing_in_database'), p_reason)
$$;
grant execute on all functions in schema fixture to public;
