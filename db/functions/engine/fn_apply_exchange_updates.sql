create or replace function engine.fn_apply_exchange_updates(
  p_user_id uuid, p_account_id uuid, p_read_started_at timestamptz, p_orders jsonb, p_trades jsonb
) returns table (
  orders_changed integer, orders_unchanged integer, fills_recorded integer, rows_unknown integer,
  rows_refused integer
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  perform meta.require_rows(p_orders, 'orders', 1000);
  perform meta.require_rows(p_trades, 'trades', 1000);
  if p_read_started_at is null or p_read_started_at > v_now
        or p_read_started_at < v_now - interval '1 day' then
    perform meta.raise_error('LCR01', format(
      'read_started_at=%s wanted=the last day', p_read_started_at));
  end if;
  return query
  select u.orders_changed, u.orders_unchanged, u.fills_recorded, u.rows_unknown, u.rows_refused
    from lifecycle.apply_updates(
      tenancy.require_account(p_user_id, p_account_id), null, p_read_started_at, p_orders,
      p_trades) as u;
end;
$$;
alter function engine.fn_apply_exchange_updates(
  uuid, uuid, timestamptz, jsonb, jsonb
) owner to tradekeel_engine;
revoke all on function engine.fn_apply_exchange_updates(
  uuid, uuid, timestamptz, jsonb, jsonb
) from public;
grant execute on function engine.fn_apply_exchange_updates(
  uuid, uuid, timestamptz, jsonb, jsonb
) to tradekeel_bridge;
comment on function engine.fn_apply_exchange_updates(uuid, uuid, timestamptz, jsonb, jsonb) is
'Bring one set of unified orders and trades of an account into the database, from a poll or a
stream, in any order and any number of times. p_read_started_at is the database''s clock before
the reading began. Rows of orders we do not know are counted, not judged; a row that cannot be
read is quarantined with an incident and does not stop the rest. Errors, in order: RCR01 no arrays
of at most 1000 rows, LCR01
a reading from the future or older than a day, TNR01.';
