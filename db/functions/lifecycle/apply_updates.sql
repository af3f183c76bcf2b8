create or replace function lifecycle.apply_updates(
  p_account tenancy.exchange_accounts, p_profile_id uuid, p_read_started_at timestamptz, p_orders
  jsonb, p_trades jsonb
) returns table (
  orders_changed integer, orders_unchanged integer, fills_recorded integer, rows_unknown integer,
  rows_refused integer
)
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_order_ids uuid[] := '{}'::uuid[];
  v_applied record;
  r record;
begin
  orders_changed := 0; orders_unchanged := 0; rows_refused := 0; rows_unknown := 0;
  perform lifecycle.lock_concerned(p_account, p_profile_id, p_orders, p_trades);
  perform lifecycle.adopt_attempts(
    p_account, p_profile_id, p_orders, coalesce(p_read_started_at, v_now));
  if p_read_started_at is not null then
    perform lifecycle.adopt_exits(p_account, p_profile_id, p_orders, p_read_started_at);
  end if;
  for r in
    select u.order_id, u.profile_id, u.reading, u.trades, u.row_count
      from lifecycle.match_updates(
        p_account.user_id, p_account.account_id, p_orders, p_trades) as u
     where p_profile_id is null or u.profile_id = p_profile_id
     order by u.profile_id, u.order_id
  loop
    if r.order_id is null then
      rows_unknown := rows_unknown + r.row_count;
      continue;
    end if;
    perform ledger.lock_capital(p_account.user_id, r.profile_id);
    v_order_ids := v_order_ids || r.order_id;
    select q.outcome, q.rows_refused into v_applied
      from lifecycle.apply_or_quarantine(
        p_account.user_id, r.order_id, r.reading, r.trades, p_read_started_at) as q;
    orders_changed := orders_changed + (v_applied.outcome = 'changed')::integer;
    orders_unchanged := orders_unchanged + (v_applied.outcome = 'unchanged')::integer;
    rows_refused := rows_refused + v_applied.rows_refused;
  end loop;
  select count(*)::integer into fills_recorded
    from lifecycle.fills as f
   where f.user_id = p_account.user_id and f.order_id = any (v_order_ids)
     and f.recorded_at >= v_now;
  return next;
end;
$$;
alter function lifecycle.apply_updates(
  tenancy.exchange_accounts, uuid, timestamptz, jsonb, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.apply_updates(
  tenancy.exchange_accounts, uuid, timestamptz, jsonb, jsonb
) from public;
grant execute on function lifecycle.apply_updates(
  tenancy.exchange_accounts, uuid, timestamptz, jsonb, jsonb
) to tradekeel_engine;
comment on function lifecycle.apply_updates(
  tenancy.exchange_accounts, uuid, timestamptz, jsonb, jsonb
) is
'Apply a set of unified orders and trades, of all profiles of an account (p_profile_id null) or
of one. Without p_read_started_at they are events and no reading: they confirm attempts and
advance orders, and no order of a stranger is taken for an exit. Locks every profile it is about
first, in order of id.';
