create or replace function reconciliation.find_profile_differences(
  p_run reconciliation.runs, p_profile_id uuid
) returns table (
  kind text, subject text, profile_id uuid, detail jsonb
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select 'order_drift', 'order:' || o.order_id, o.profile_id,
         jsonb_build_object('symbol', o.symbol, 'status', o.status, 'exchange_status',
           n.status, 'filled', o.filled::text, 'exchange_filled', n.filled::text)
    from reconciliation.read_rows(p_run, 'open_orders') as r,
         lateral (
           select x.* from lifecycle.orders as x
            where x.user_id = p_run.user_id and x.account_id = p_run.account_id
              and x.symbol = r.value ->> 'symbol' and x.exchange_order_id = r.value ->> 'id'
           order by x.book
         ) as o,
         lateral lifecycle.normalise_order(r.value) as n
   where o.changed_at < p_run.started_at
     and (p_profile_id is null or o.profile_id = p_profile_id)
     and (n.filled > o.filled or o.status = 'open' and n.status <> 'open')
  union
  select distinct on (o.order_id)
         'fill_missing', 'order:' || o.order_id, o.profile_id,
         jsonb_build_object('symbol', o.symbol, 'trade_id', n.trade_id)
    from reconciliation.read_rows(p_run, 'trades') as r,
         lateral (
           select x.* from lifecycle.orders as x
            where x.user_id = p_run.user_id and x.account_id = p_run.account_id
              and x.symbol = r.value ->> 'symbol' and x.exchange_order_id = r.value ->> 'order'
           order by x.book
         ) as o,
         lateral lifecycle.normalise_trade(r.value) as n
   where (p_profile_id is null or o.profile_id = p_profile_id)
     and not exists (
       select from lifecycle.fills as f
        where f.user_id = o.user_id and f.account_id = o.account_id and f.symbol = o.symbol
          and f.exchange_order_id = o.exchange_order_id and f.trade_id = n.trade_id
          and f.side = o.side
     )
  union
  select 'order_missing_in_database', 'attempt:' || a.attempt_id, a.profile_id,
         jsonb_build_object('symbol', a.symbol, 'exchange_order_id', r.value ->> 'id',
           'attempt_state', a.state)
    from reconciliation.read_rows(p_run, 'open_orders') as r
    join lifecycle.attempts as a
      on a.user_id = p_run.user_id and a.account_id = p_run.account_id
         and a.client_order_text = r.value ->> 'clientOrderId'
         and a.symbol = r.value ->> 'symbol'
   where r.value ->> 'id' <> '' and (p_profile_id is null or a.profile_id = p_profile_id)
     and not exists (
       select from lifecycle.orders as o
        where o.user_id = p_run.user_id and o.account_id = p_run.account_id
          and o.symbol = r.value ->> 'symbol' and o.exchange_order_id = r.value ->> 'id'
     );
end;
$$;
alter function reconciliation.find_profile_differences(
  reconciliation.runs, uuid
) owner to tradekeel_owner;
revoke all on function reconciliation.find_profile_differences(
  reconciliation.runs, uuid
) from public;
grant execute on function reconciliation.find_profile_differences(
  reconciliation.runs, uuid
) to tradekeel_engine;
comment on function reconciliation.find_profile_differences(reconciliation.runs, uuid) is
'Where a run''s reading and our orders differ in a way that applying the reading settles, of one
profile or (null) of all: order_drift (the exchange knows more fill or another status),
fill_missing (a trade we have not), order_missing_in_database (an order of an attempt of ours).
Each once, however often the reading repeats it. Nothing that changed after the run began is
judged. Only rows of the orders it is about are read, and their orders one by one (order by is a
fence): of how many orders an account has open the planner knows nothing.';
