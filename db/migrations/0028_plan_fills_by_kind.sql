-- The first news of an attempt is planned by the statement that confirms it, entries and exits each
-- by their own, and the one trade of an order that filled at once is read once.

drop function if exists lifecycle.plan_fill(uuid, uuid, text, lifecycle.plain_fill);
drop function if exists lifecycle.write_filled_order(
  uuid, uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, jsonb
);
drop function if exists lifecycle.describe_filled(
  uuid, text, lifecycle.plain_fill, lifecycle.fill_plan, bigint
);
alter type lifecycle.plain_fill
  add attribute trade_id text,
  add attribute trade_price numeric,
  add attribute executed_at timestamptz;
alter type lifecycle.fill_plan
  drop attribute symbol,
  drop attribute side;
