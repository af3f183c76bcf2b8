-- Capital: one guarded row per profile, the append-only journal behind it, and reservations.

create table ledger.capital (
  user_id uuid not null,
  profile_id uuid not null,
  account_id uuid not null,
  allocated numeric not null default 0,
  reserved_for_orders numeric not null default 0,
  reserved_for_positions numeric not null default 0,
  realized_pnl numeric not null default 0,
  available numeric generated always as
    (allocated - reserved_for_orders - reserved_for_positions + realized_pnl) stored,
  trading_state text collate "C" not null default 'active',
  seq bigint not null default 0,
  event_seq bigint not null default 0,
  changed_at timestamptz not null default clock_timestamp(),
  constraint capital_pkey primary key (user_id, profile_id),
  constraint capital_profile_fkey foreign key (user_id, profile_id, account_id)
    references tenancy.profiles (user_id, profile_id, account_id),
  constraint capital_amounts_are_finite check (
    allocated between 0 and 1e20
    and reserved_for_orders between 0 and 1e20
    and reserved_for_positions between 0 and 1e20
    and realized_pnl between -1e20 and 1e20
  ),
  constraint capital_scale_is_bounded check (
    greatest(scale(allocated), scale(reserved_for_orders),
      scale(reserved_for_positions), scale(realized_pnl)) <= 18
  ),
  constraint capital_available_when_active check (trading_state <> 'active' or available >= 0),
  constraint capital_trading_state_is_known
    check (trading_state in ('active', 'paused', 'breached', 'closed')),
  constraint capital_closed_is_empty check (
    trading_state <> 'closed' or (reserved_for_orders = 0 and reserved_for_positions = 0)
  ),
  constraint capital_seq_is_not_negative check (seq >= 0 and event_seq >= 0)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);

create table ledger.entries (
  user_id uuid not null,
  profile_id uuid not null,
  seq bigint not null,
  kind text collate "C" not null,
  source text collate "C" not null,
  allocated_delta numeric not null,
  reserved_for_orders_delta numeric not null,
  reserved_for_positions_delta numeric not null,
  realized_pnl_delta numeric not null,
  allocated_after numeric not null,
  reserved_for_orders_after numeric not null,
  reserved_for_positions_after numeric not null,
  realized_pnl_after numeric not null,
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by text not null default session_user,
  detail jsonb not null default '{}',
  constraint entries_pkey primary key (user_id, profile_id, seq),
  constraint entries_source_key unique (user_id, profile_id, kind, source),
  constraint entries_capital_fkey foreign key (user_id, profile_id)
    references ledger.capital (user_id, profile_id),
  constraint entries_seq_is_positive check (seq > 0),
  constraint entries_source_is_own check (source ~ '^[a-z_]+:[0-9a-f-]{36}(:[0-9]+)?$'),
  constraint entries_kind_is_known check (kind in (
    'allocate', 'withdraw', 'transfer_in', 'transfer_out', 'reserve', 'release',
    'entry_fill', 'exit_fill', 'fee', 'rebate', 'funding', 'interest', 'liquidation', 'dust',
    'correction', 'restatement'
  )),
  constraint entries_deltas_are_finite check (
    allocated_delta between -1e20 and 1e20 and reserved_for_orders_delta between -1e20 and 1e20
    and reserved_for_positions_delta between -1e20 and 1e20
    and realized_pnl_delta between -1e20 and 1e20
  ),
  constraint entries_afters_are_finite check (
    allocated_after between 0 and 1e20 and reserved_for_orders_after between 0 and 1e20
    and reserved_for_positions_after between 0 and 1e20
    and realized_pnl_after between -1e20 and 1e20
  ),
  constraint entries_scale_is_bounded check (
    greatest(scale(allocated_delta), scale(reserved_for_orders_delta),
      scale(reserved_for_positions_delta), scale(realized_pnl_delta)) <= 18
  )
) with (
  fillfactor = 100, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_freeze_min_age = 0,
  autovacuum_analyze_scale_factor = 0.01
);

create table ledger.reservations (
  user_id uuid not null,
  attempt_id uuid not null,
  profile_id uuid not null,
  amount numeric not null,
  consumed numeric not null default 0,
  released numeric not null default 0,
  closed_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  constraint reservations_pkey primary key (user_id, attempt_id),
  constraint reservations_capital_fkey foreign key (user_id, profile_id)
    references ledger.capital (user_id, profile_id),
  constraint reservations_amounts_are_finite check (
    amount between 0 and 1e20 and consumed between 0 and 1e20 and released between 0 and 1e20
  ),
  constraint reservations_scale_is_bounded
    check (greatest(scale(amount), scale(consumed), scale(released)) <= 18),
  constraint reservations_never_give_more_than_taken check (consumed + released <= amount),
  constraint reservations_are_spent_when_closed
    check (closed_at is null or consumed + released = amount)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create index reservations_open_idx on ledger.reservations (user_id, profile_id)
  where closed_at is null;
