create or replace function reconciliation.sift_orders(
  p_run reconciliation.runs, p_rows jsonb
) returns table (
  rest jsonb, unchanged_order_ids uuid[], unchanged_hashes bigint[]
)
language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_nestloop = off
as $$
declare
  v_latest_ms constant text :=
    floor(extract(epoch from clock_timestamp()) * 1000 + 86400000)::bigint::text;
  v_ids uuid[];
  v_hashes bigint[];
begin
  select s.unchanged_order_ids, s.unchanged_hashes into v_ids, v_hashes
    from reconciliation.latest_snapshots as s
   where s.user_id = p_run.user_id and s.account_id = p_run.account_id
     and s.part = 'open_orders';
  return query
  select coalesce(jsonb_agg(e.value order by e.position) filter (where o.order_id is null), '[]'),
         coalesce(array_agg(o.order_id) filter (where o.order_id is not null), '{}'),
         coalesce(array_agg(jsonb_hash_extended(e.value, 1)) filter (
           where o.order_id is not null), '{}')
    from jsonb_array_elements(p_rows) with ordinality as e (value, position)
    left join (
      select p.order_id, p.symbol, p.exchange_order_id, p.book, p.side, p.client_order_text,
             p.filled, p.quantity, p.price, p.cost, p.average, k.hash
        from lifecycle.orders as p
        left join (
          select u.order_id, min(u.hash) as hash
            from unnest(v_ids, v_hashes) as u (order_id, hash)
           group by u.order_id
        ) as k on k.order_id = p.order_id
       where p.user_id = p_run.user_id and p.account_id = p_run.account_id
         and p.settled_at is null and p.status = 'open'
    ) as o
      on o.symbol = e.value ->> 'symbol' and o.exchange_order_id = e.value ->> 'id'
         and o.book = case e.value ->> 'isConditional'
           when 'true' then 'conditional' else 'regular' end
         and e.value ->> 'status' = 'open'
         and coalesce(e.value ->> 'side', o.side) = o.side
         and (e.value ->> 'clientOrderId' is null
              or e.value ->> 'clientOrderId' = o.client_order_text)
         and case when coalesce(o.hash = jsonb_hash_extended(e.value, 1), false)
                       or reconciliation.is_plain_order(e.value, v_latest_ms) then
           (e.value ->> 'filled')::numeric = o.filled
           and (e.value ->> 'amount')::numeric = o.quantity
           and coalesce(nullif((e.value ->> 'price')::numeric, 0), o.price)
               is not distinct from o.price
           and coalesce(round((e.value ->> 'cost')::numeric, 12) <= o.cost, true)
           and coalesce(nullif((e.value ->> 'average')::numeric, 0), o.average)
               is not distinct from o.average
         end;
end;
$$;
alter function reconciliation.sift_orders(
  reconciliation.runs, jsonb
) owner to tradekeel_owner;
revoke all on function reconciliation.sift_orders(reconciliation.runs, jsonb) from public;
grant execute on function reconciliation.sift_orders(
  reconciliation.runs, jsonb
) to tradekeel_engine;
comment on function reconciliation.sift_orders(reconciliation.runs, jsonb) is
'Part a reading of open orders, in one join of whole sets, into orders of ours that it states
exactly as we have them, with a hash of each row, and the rest in its order: whatever is not of the
plain shape, not ours, or different in anything that the database keeps. A row that hashes as it
did when it was found plain is plain still; what it states is compared all the same. To apply a row
of the first kind would change nothing, so only the rest has to be read. Planned once a session and
always by hashing: the planner cannot know how many rows are in a document.';
