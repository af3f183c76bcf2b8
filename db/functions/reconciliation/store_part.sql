create or replace function reconciliation.store_part(
  p_run reconciliation.runs, p_part text, p_value jsonb
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_is_read boolean;
  v_rows jsonb;
  v_count integer;
  v_empty_count integer;
  v_is_complete boolean;
  v_unchanged uuid[] := '{}'::uuid[];
  v_hashes bigint[] := '{}'::bigint[];
begin
  perform reconciliation.require_part(p_part, p_value);
  v_is_read := (p_value ->> 'is_complete')::boolean;
  if p_part = 'balances' then
    v_rows := reconciliation.quarantine_balances(p_run, p_value -> 'rows');
    v_count := (
      select count(distinct k.name)::integer
        from (values ('free'), ('used'), ('total')) as p (part),
             lateral jsonb_object_keys(case jsonb_typeof(v_rows -> p.part)
               when 'object' then v_rows -> p.part else '{}' end) as k (name)
    ) + jsonb_array_length(coalesce(v_rows -> 'unreadable', '[]'));
  else
    if p_part = 'open_orders' then
      select f.rest, f.unchanged_order_ids, f.unchanged_hashes
        into v_rows, v_unchanged, v_hashes
        from reconciliation.sift_orders(p_run, p_value -> 'rows') as f;
    else
      v_rows := p_value -> 'rows';
    end if;
    v_count := cardinality(v_unchanged) + jsonb_array_length(v_rows);
    v_rows := reconciliation.quarantine_rows(p_run, p_part, v_rows);
    v_is_read := v_is_read and not v_rows @> '[null]';
    v_rows := jsonb_path_query_array(v_rows, '$[*] ? (@ != null)');
  end if;
  select s.empty_count into v_empty_count
    from reconciliation.latest_snapshots as s
   where s.user_id = p_run.user_id and s.account_id = p_run.account_id and s.part = p_part;
  v_empty_count := case
    when v_count > 0
         or not reconciliation.is_expected(p_run.user_id, p_run.account_id, p_part) then 0
    else coalesce(v_empty_count, 0) + v_is_read::integer
  end;
  v_is_complete := v_is_read and v_empty_count <> 1;
  insert into reconciliation.latest_snapshots as s (
    user_id, account_id, part, run_id, is_complete, row_count, empty_count, document,
    unchanged_order_ids, unchanged_hashes, started_at, recorded_at
  ) values (
    p_run.user_id, p_run.account_id, p_part, p_run.run_id, v_is_complete, v_count,
    v_empty_count, v_rows, v_unchanged, v_hashes, p_run.started_at, v_now
  ) on conflict (user_id, account_id, part) do update
     set run_id = excluded.run_id, is_complete = excluded.is_complete,
         row_count = excluded.row_count, empty_count = excluded.empty_count,
         document = excluded.document, started_at = excluded.started_at,
         recorded_at = excluded.recorded_at,
         -- What is assigned as it stands is not written again.
         unchanged_order_ids = case s.unchanged_order_ids
           when excluded.unchanged_order_ids then s.unchanged_order_ids
           else excluded.unchanged_order_ids end,
         unchanged_hashes = case s.unchanged_hashes
           when excluded.unchanged_hashes then s.unchanged_hashes
           else excluded.unchanged_hashes end;
  return v_is_complete;
end;
$$;
alter function reconciliation.store_part(reconciliation.runs, text, jsonb) owner to tradekeel_owner;
revoke all on function reconciliation.store_part(reconciliation.runs, text, jsonb) from public;
grant execute on function reconciliation.store_part(
  reconciliation.runs, text, jsonb
) to tradekeel_engine;
comment on function reconciliation.store_part(reconciliation.runs, text, jsonb) is
'Store one part of a reading, of open orders only what may be news whole, and the rest by name
(sift_orders). It is complete when the bridge read all of it, every row can at
least be identified, and it is not an unexpected empty set (no row though we expect some) seen
for the first time. Errors, in order: RCR01 naming the part.';
