create or replace function reconciliation.sift_known_orders(
  p_run reconciliation.runs, p_rows jsonb
) returns table (
  rest jsonb, unchanged_order_ids uuid[], unchanged_hashes bigint[]
)
language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = 'force_generic_plan' set enable_nestloop = off
as $$
declare
  v_ids uuid[];
  v_hashes bigint[];
  v_row_hashes bigint[];
  v_others bigint[];
begin
  select s.unchanged_order_ids, s.unchanged_hashes into v_ids, v_hashes
    from reconciliation.latest_snapshots as s
   where s.user_id = p_run.user_id and s.account_id = p_run.account_id
     and s.part = 'open_orders';
  -- Hashes alone: carrying the rows through a join would copy all of them.
  v_row_hashes := array(
    select jsonb_hash_extended(r.value, 1) from jsonb_array_elements(p_rows) as r
  );
  select coalesce(array_agg(k.order_id) filter (where k.order_id is not null), '{}'),
         coalesce(array_agg(k.hash) filter (where k.order_id is not null), '{}'),
         coalesce(array_agg(h.position) filter (where k.order_id is null), '{}')
    into unchanged_order_ids, unchanged_hashes, v_others
    from unnest(v_row_hashes) with ordinality as h (row_hash, position)
    left join (
      select o.order_id, u.hash, int8xor(u.hash, reconciliation.order_hash(o)) as row_hash
        from lifecycle.orders as o
        join (
          select n.order_id, min(n.pair_hash) as hash
            from unnest(v_ids, v_hashes) as n (order_id, pair_hash)
           group by n.order_id
        ) as u on u.order_id = o.order_id
       where o.user_id = p_run.user_id and o.account_id = p_run.account_id
         and o.settled_at is null and o.status = 'open'
    ) as k on k.row_hash = h.row_hash;
  rest := case cardinality(v_others)
    when 0 then '[]'
    when cardinality(v_row_hashes) then p_rows
    else (
      select jsonb_agg(p_rows -> (o.position::integer - 1) order by o.position)
        from unnest(v_others) as o (position)
    )
  end;
  return next;
end;
$$;
alter function reconciliation.sift_known_orders(
  reconciliation.runs, jsonb
) owner to tradekeel_owner;
revoke all on function reconciliation.sift_known_orders(reconciliation.runs, jsonb) from public;
grant execute on function reconciliation.sift_known_orders(
  reconciliation.runs, jsonb
) to tradekeel_engine;
comment on function reconciliation.sift_known_orders(reconciliation.runs, jsonb) is
'Part a reading of open orders into rows that say what they said when sift_orders compared them
last, about orders that are as they were then, and the rest in its order. What is kept of a
comparison is one hash, the row''s and the order''s (order_hash) by exclusive or: taking the
order''s out of it gives the hash of the row that is looked for, so no field of a row is read.';
