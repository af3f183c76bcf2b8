-- What a row of the listing looked like when it was found plain, by order: the same row needs no
-- second look at its shape.
alter table reconciliation.latest_snapshots
  add column unchanged_hashes bigint[] not null default '{}',
  add constraint latest_snapshots_unchanged_are_pairs
    check (cardinality(unchanged_order_ids) = cardinality(unchanged_hashes)) not valid;
-- It returns one column more.
drop function if exists reconciliation.sift_orders(reconciliation.runs, jsonb);
