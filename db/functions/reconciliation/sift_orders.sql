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
  v_known record;
begin
  select k.rest, k.unchanged_order_ids, k.unchanged_hashes into v_known
    from reconciliation.sift_known_orders(p_run, p_rows) as k;
  if v_known.rest = '[]' then
    rest := v_known.rest;
    unchanged_order_ids := v_known.unchanged_order_ids;
    unchanged_hashes := v_known.unchanged_hashes;
    return next;
    return;
  end if;
  return query
  select coalesce(jsonb_agg(e.value order by e.position) filter (where o.order_id is null), '[]'),
         v_known.unchanged_order_ids
           || coalesce(array_agg(o.order_id) filter (where o.order_id is not null), '{}'),
         v_known.unchanged_hashes
           || coalesce(array_agg(int8xor(
             jsonb_hash_extended(e.value, 1), reconciliation.order_hash(o)
           )) filter (where o.order_id is not null), '{}')
    from jsonb_array_elements(v_known.rest) with ordinality as e (value, position)
    left join lifecycle.orders as o
      on o.user_id = p_run.user_id and o.account_id = p_run.account_id
         and o.settled_at is null and o.status = 'open'
         and o.symbol = e.value ->> 'symbol' and o.exchange_order_id = e.value ->> 'id'
         and o.book = case e.value ->> 'isConditional'
           when 'true' then 'conditional' else 'regular' end
         and e.value ->> 'status' = 'open'
         and coalesce(e.value ->> 'side', o.side) = o.side
         and (e.value ->> 'clientOrderId' is null
              or e.value ->> 'clientOrderId' = o.client_order_text)
         and case when reconciliation.is_plain_order(e.value, v_latest_ms) then
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
exactly as we have them, with a hash of each comparison, and the rest in its order: whatever is not
of the plain shape, not ours, or different in anything that the database keeps. Rows that were
compared before and say the same of an order that is the same (sift_known_orders) are not compared
again. To apply a row of the first kind would change nothing, so only the rest has to be read.
Planned once a session and always by hashing: the planner cannot know how many rows are in a
document.';
