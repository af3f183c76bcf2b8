-- What is read and made ready before an entry or exit that nothing speaks against is written.

create type lifecycle.begin_plan as (
  account_id uuid, position_id uuid, claim_key text, is_claimed boolean, is_reduce_only boolean,
  max_open_positions integer, quantity numeric, amount numeric, intent_id uuid, attempt_id uuid,
  client_order_id uuid, client_order_text text, begun_at timestamptz, send_deadline timestamptz,
  horizon_at timestamptz, lag_ms integer, epoch bigint
);
