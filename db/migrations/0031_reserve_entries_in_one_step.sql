-- What is planned of an entry is reserved by the statement that planned it; entries and exits have
-- a plan each.

drop function if exists lifecycle.may_enter(
  uuid, uuid, text, text, text, uuid, bigint, bigint, lifecycle.begin_plan
);
drop function if exists lifecycle.plan_entry(
  uuid, uuid, text, text, text, lifecycle.order_terms, numeric, uuid, bigint, bigint
);
drop function if exists lifecycle.plan_exit(
  uuid, uuid, text, text, text, lifecycle.order_terms, uuid, bigint
);
drop function if exists lifecycle.write_planned(
  uuid, uuid, text, text, uuid, text, text, text, text, lifecycle.order_terms, numeric, text,
  uuid, bigint, bigint, lifecycle.begin_plan
);
drop function if exists lifecycle.is_plain_entry(
  ledger.capital, tenancy.profiles, tenancy.exchange_accounts, lifecycle.markets, text, numeric,
  date
);
drop type lifecycle.begin_plan;

create type lifecycle.entry_plan as (
  account_id uuid, claim_key text, amount numeric, intent_id uuid, attempt_id uuid,
  client_order_id uuid, client_order_text text, begun_at timestamptz, send_deadline timestamptz,
  horizon_at timestamptz, lag_ms integer, seq bigint, allocated numeric,
  reserved_for_orders numeric, reserved_for_positions numeric, realized_pnl numeric
);
create type lifecycle.exit_plan as (
  account_id uuid, position_id uuid, is_reduce_only boolean, quantity numeric, intent_id uuid,
  attempt_id uuid, client_order_id uuid, client_order_text text, send_deadline timestamptz,
  horizon_at timestamptz, lag_ms integer, epoch bigint
);
