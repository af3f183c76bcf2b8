-- What is read and made ready before the first news of an attempt, that it filled, is written.

-- Fields of an order and a trade, named as in the documents of the exchanges.
create type lifecycle.plain_order as (
  id text, "clientOrderId" text, symbol text, side text, type text, "timeInForce" text,
  price numeric, filled numeric, cost numeric, average numeric, status text, "rawStatus" text,
  "timestamp" text, "lastUpdateTimestamp" text, "lastTradeTimestamp" text
);
create type lifecycle.plain_trade as (
  id text, "order" text, symbol text, side text, "takerOrMaker" text, price numeric,
  amount numeric, cost numeric, fee jsonb, fees jsonb, "timestamp" text
);
-- What the two documents say together.
create type lifecycle.plain_fill as (
  exchange_order_id text, client_order_text text, symbol text, side text, price numeric,
  filled numeric, stated_cost numeric, average numeric, raw_status text, exchange_at timestamptz,
  cost numeric, fee_currency text, fee_cost numeric
);
create type lifecycle.fill_plan as (
  profile_id uuid, account_id uuid, intent_id uuid, symbol text, side text, position_side text,
  order_type text, client_order_text text, owner_token uuid, lock_term bigint,
  begun_at timestamptz, read_at timestamptz, price numeric, ordered_quantity numeric,
  fee_quote numeric, fee_base numeric, leverage numeric, unspent numeric, is_fee_quote boolean,
  has_defaults boolean, position_id uuid, held_quantity numeric, held_cost_basis numeric,
  held_notional numeric,
  order_id uuid, epoch bigint
);
