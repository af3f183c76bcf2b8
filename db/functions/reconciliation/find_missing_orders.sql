create or replace function reconciliation.find_missing_orders(
  p_run reconciliation.runs
) returns uuid[]
language plpgsql stable security invoker
set search_path = '' set enable_nestloop = off
as $$
declare
  v_before constant timestamptz :=
    p_run.started_at - meta.setting_interval('missing_grace_ms');
begin
  return (
    select coalesce(array_agg(o.order_id order by o.order_id), '{}')
      from lifecycle.orders as o
     where o.user_id = p_run.user_id and o.account_id = p_run.account_id
       and o.settled_at is null and o.status = 'open' and o.changed_at < v_before
       and not exists (
         select from reconciliation.latest_snapshots as s,
              lateral unnest(s.unchanged_order_ids) as u (order_id)
          where s.user_id = p_run.user_id and s.account_id = p_run.account_id
            and s.part = 'open_orders' and s.run_id = p_run.run_id and u.order_id = o.order_id
       )
       and not exists (
         select from reconciliation.read_rows(p_run, 'open_orders') as r
          where r.value ->> 'symbol' = o.symbol and r.value ->> 'id' = o.exchange_order_id
       )
  );
end;
$$;
alter function reconciliation.find_missing_orders(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.find_missing_orders(reconciliation.runs) from public;
grant execute on function reconciliation.find_missing_orders(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.find_missing_orders(reconciliation.runs) is
'Orders that we hold open, whose last event is older than missing_grace_ms, and that a run''s
reading of open orders does not list.';
