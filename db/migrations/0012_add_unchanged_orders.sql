-- A snapshot of open orders keeps whole only what may be news. An order that the exchange states
-- exactly as the database has it is named: its row says the rest.
alter table reconciliation.latest_snapshots
  add column unchanged_order_ids uuid[] not null default '{}';
