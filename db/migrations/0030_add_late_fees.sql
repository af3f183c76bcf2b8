-- Fees of trades that were told without any at first: fills are append only.

create table lifecycle.late_fees (
  user_id uuid not null,
  order_id uuid not null,
  trade_id text collate "C" not null,
  profile_id uuid not null,
  fees jsonb not null,
  fee_quote numeric not null,
  fee_base numeric not null,
  other_fees jsonb not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint late_fees_pkey primary key (user_id, order_id, trade_id),
  constraint late_fees_order_fkey foreign key (user_id, order_id)
    references lifecycle.orders (user_id, order_id),
  constraint late_fees_trade_id_is_bounded check (length(trade_id) between 1 and 200),
  constraint late_fees_amounts_are_finite check (
    fee_quote between -1e20 and 1e20 and fee_base between -1e20 and 1e20
  )
) with (
  fillfactor = 100, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_freeze_min_age = 0,
  autovacuum_analyze_scale_factor = 0.01
);
alter table lifecycle.late_fees enable row level security;
