create or replace function reconciliation.find_absent_orders(
  p_run reconciliation.runs
) returns table (
  missing uuid[], is_any_back boolean
)
language plpgsql stable security invoker
set search_path = '' set enable_nestloop = off
as $$
declare
  v_before constant timestamptz :=
    p_run.started_at - meta.setting_interval('missing_grace_ms');
begin
  return query
  select coalesce(array_agg(distinct k.order_id) filter (where k.is_missing), '{}'),
         coalesce(bool_or(k.absent_count > 0 and not k.is_missing), false)
    from (
      select o.order_id, o.absent_count,
             o.status = 'open' and o.changed_at < v_before
             and u.order_id is null and r.id is null as is_missing
        from lifecycle.orders as o
        left join (
          select n.order_id
            from reconciliation.latest_snapshots as s,
                 lateral unnest(s.unchanged_order_ids) as n (order_id)
           where s.user_id = p_run.user_id and s.account_id = p_run.account_id
             and s.part = 'open_orders' and s.run_id = p_run.run_id
        ) as u on u.order_id = o.order_id
        left join (
          select l.value ->> 'symbol' as symbol, l.value ->> 'id' as id
            from reconciliation.read_rows(p_run, 'open_orders') as l
        ) as r on r.symbol = o.symbol and r.id = o.exchange_order_id
       where o.user_id = p_run.user_id and o.account_id = p_run.account_id
         and o.settled_at is null
    ) as k;
end;
$$;
alter function reconciliation.find_absent_orders(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.find_absent_orders(reconciliation.runs) from public;
grant execute on function reconciliation.find_absent_orders(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.find_absent_orders(reconciliation.runs) is
'Orders that we hold open, whose last event is older than missing_grace_ms, and that a run''s
reading of open orders does not list; and whether any that was absent before is not missing now.';
