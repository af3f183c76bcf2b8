create or replace function engine.fn_apply_stream_events(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_lease_term bigint, p_orders jsonb,
  p_trades jsonb
) returns table (
  orders_changed integer, orders_unchanged integer, fills_recorded integer, rows_unknown integer,
  rows_refused integer, is_caught_up boolean
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_account tenancy.exchange_accounts;
  v_lag_ms integer;
begin
  perform meta.require_rows(p_orders, 'orders', 1000);
  perform meta.require_rows(p_trades, 'trades', 1000);
  v_account := tenancy.require_account(p_user_id, p_account_id);
  perform locks.prove_account_lease(p_user_id, p_account_id, p_owner_token, p_lease_term);
  select u.orders_changed, u.orders_unchanged, u.fills_recorded, u.rows_unknown, u.rows_refused
    into orders_changed, orders_unchanged, fills_recorded, rows_unknown, rows_refused
    from lifecycle.apply_updates(v_account, null, null, p_orders, p_trades) as u;
  select least(86400000, greatest(0,
           extract(epoch from v_now) * 1000 - max((e.value ->> m.name)::bigint)))::integer
    into v_lag_ms
    from jsonb_array_elements(p_orders || p_trades) as e (value),
         lateral (values ('lastUpdateTimestamp'), ('timestamp')) as m (name)
   where e.value ->> m.name ~ '^[0-9]{13}\Z';
  update health.streams as s
     set heard_at = v_now, lag_ms = coalesce(v_lag_ms, s.lag_ms)
   where s.user_id = p_user_id and s.account_id = p_account_id
     and s.lease_term = p_lease_term
  returning s.caught_up_at is not null into is_caught_up;
  is_caught_up := coalesce(is_caught_up, false);
  return next;
end;
$$;
alter function engine.fn_apply_stream_events(
  uuid, uuid, uuid, bigint, jsonb, jsonb
) owner to tradekeel_engine;
revoke all on function engine.fn_apply_stream_events(
  uuid, uuid, uuid, bigint, jsonb, jsonb
) from public;
grant execute on function engine.fn_apply_stream_events(
  uuid, uuid, uuid, bigint, jsonb, jsonb
) to tradekeel_bridge;
comment on function engine.fn_apply_stream_events(uuid, uuid, uuid, bigint, jsonb, jsonb) is
'Bring orders and trades that the exchange told by itself into the database, in any order and any
number of times, however late: they add fills and advance orders, confirm attempts, and undo and
prove nothing else (lifecycle.take_event). Only the driver of the account is heard. Rows of
orders that we do not know are counted, not judged; a row that cannot be read is quarantined with an
incident. is_caught_up: a full reading that began after the connection is complete. Errors, in
order: RCR01 no arrays of at most 1000 rows, TNR01, LKC01.';
