-- Cancels as rows, protection that survives a restart, limits, incomes, legal moves.

create table meta.transitions (
  machine text collate "C" not null,
  from_state text collate "C" not null,
  to_state text collate "C" not null,
  meaning text not null,
  is_late boolean not null default false,
  constraint transitions_pkey primary key (machine, from_state, to_state),
  constraint transitions_machine_is_known
    check (machine in (
      'signal', 'attempt', 'order', 'cancel', 'position', 'protection', 'adoption'
    ))
);

create table lifecycle.cancels (
  user_id uuid not null,
  cancel_id uuid not null default gen_random_uuid(),
  order_id uuid not null,
  profile_id uuid not null,
  account_id uuid not null,
  owner_token uuid not null,
  reason text collate "C" not null,
  state text collate "C" not null default 'submitting',
  send_deadline timestamptz not null,
  error jsonb,
  created_at timestamptz not null default clock_timestamp(),
  resolved_at timestamptz,
  constraint cancels_pkey primary key (user_id, cancel_id),
  constraint cancels_order_fkey foreign key (user_id, order_id)
    references lifecycle.orders (user_id, order_id),
  constraint cancels_state_is_known
    check (state in ('submitting', 'accepted', 'not_open', 'refused', 'unknown')),
  constraint cancels_resolved_has_time check ((state = 'submitting') = (resolved_at is null)),
  constraint cancels_reason_is_bounded check (length(reason) between 1 and 200)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
alter table lifecycle.cancels enable row level security;
create unique index cancels_one_live_key on lifecycle.cancels (user_id, order_id)
  where state = 'submitting';
create index cancels_order_idx on lifecycle.cancels (user_id, order_id, created_at);

-- Orders that are not of our making and are taken as an exit of a profile's position: those that
-- the exchange made itself (liquidation), and those that an operator named (external).
create table lifecycle.adoptions (
  user_id uuid not null,
  adoption_id uuid not null default gen_random_uuid(),
  profile_id uuid not null,
  account_id uuid not null,
  position_id uuid not null,
  symbol text collate "C" not null,
  exchange_order_id text collate "C" not null,
  kind text collate "C" not null,
  state text collate "C" not null default 'asked',
  reason text not null,
  asked_by text not null default session_user,
  created_at timestamptz not null default clock_timestamp(),
  resolved_at timestamptz,
  constraint adoptions_pkey primary key (user_id, adoption_id),
  constraint adoptions_order_key unique (user_id, account_id, symbol, exchange_order_id),
  constraint adoptions_profile_fkey foreign key (user_id, profile_id, account_id)
    references tenancy.profiles (user_id, profile_id, account_id),
  constraint adoptions_position_fkey foreign key (user_id, position_id)
    references lifecycle.positions (user_id, position_id),
  constraint adoptions_kind_is_known check (kind in ('liquidation', 'external')),
  constraint adoptions_state_is_known check (state in ('asked', 'adopted', 'refused')),
  constraint adoptions_resolved_has_time check ((state = 'asked') = (resolved_at is null)),
  constraint adoptions_symbol_is_bounded check (length(symbol) between 1 and 100),
  constraint adoptions_exchange_order_id_is_bounded
    check (length(exchange_order_id) between 1 and 200),
  constraint adoptions_reason_is_bounded check (length(reason) between 1 and 500)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
alter table lifecycle.adoptions enable row level security;
create index adoptions_asked_idx on lifecycle.adoptions (user_id, account_id)
  where state = 'asked';

-- Money that moves without an order: funding, interest, rebates, liquidation fees.
create table lifecycle.incomes (
  user_id uuid not null,
  income_id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  profile_id uuid not null,
  kind text collate "C" not null,
  exchange_income_id text collate "C" not null,
  symbol text collate "C",
  currency text collate "C" not null,
  amount numeric not null,
  amount_quote numeric not null,
  effective_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint incomes_pkey primary key (user_id, income_id),
  constraint incomes_exchange_key unique (user_id, account_id, kind, exchange_income_id),
  constraint incomes_profile_fkey foreign key (user_id, profile_id, account_id)
    references tenancy.profiles (user_id, profile_id, account_id),
  constraint incomes_kind_is_known
    check (kind in ('funding', 'interest', 'rebate', 'fee', 'liquidation')),
  constraint incomes_exchange_income_id_is_bounded
    check (length(exchange_income_id) between 1 and 200),
  constraint incomes_amounts_are_finite check (
    amount between -1e20 and 1e20 and amount_quote between -1e20 and 1e20
  ),
  constraint incomes_scale_is_bounded check (greatest(scale(amount), scale(amount_quote)) <= 18)
) with (
  fillfactor = 100, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_freeze_min_age = 0,
  autovacuum_analyze_scale_factor = 0.01
);
alter table lifecycle.incomes enable row level security;
-- How far an account's statement was read.
create table lifecycle.income_cursors (
  user_id uuid not null,
  account_id uuid not null,
  read_until timestamptz not null,
  read_at timestamptz not null,
  constraint income_cursors_pkey primary key (user_id, account_id),
  constraint income_cursors_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);
alter table lifecycle.income_cursors enable row level security;
create index incomes_profile_idx on lifecycle.incomes (user_id, profile_id, effective_at);
create index positions_symbol_idx on lifecycle.positions (user_id, account_id, symbol);

alter table tenancy.users
  add column max_exposure numeric,
  add constraint users_max_exposure_is_bounded check (max_exposure between 0 and 1e20);
alter table tenancy.exchange_accounts
  add column max_exposure numeric,
  add constraint exchange_accounts_max_exposure_is_bounded check (max_exposure between 0 and 1e20);
alter table tenancy.profiles
  add column max_daily_loss numeric,
  add column loss_cooldown_seconds integer not null default 0,
  add column stop_loss_rate numeric,
  add column take_profit_rate numeric,
  add column trailing_stop_rate numeric,
  add column max_hold_seconds integer,
  add constraint profiles_max_daily_loss_is_bounded check (max_daily_loss between 0 and 1e20),
  add constraint profiles_loss_cooldown_seconds_is_bounded
    check (loss_cooldown_seconds between 0 and 604800),
  add constraint profiles_stop_loss_rate_is_bounded
    check (stop_loss_rate > 0 and stop_loss_rate < 1),
  add constraint profiles_take_profit_rate_is_bounded
    check (take_profit_rate > 0 and take_profit_rate <= 100),
  add constraint profiles_trailing_stop_rate_is_bounded
    check (trailing_stop_rate > 0 and trailing_stop_rate < 1),
  add constraint profiles_max_hold_seconds_is_bounded
    check (max_hold_seconds between 1 and 31536000);

-- The day's realised profit and loss, and the last closed loss: read by every entry, so kept here.
alter table ledger.capital
  add column pnl_day date not null default '2000-01-01',
  add column pnl_of_day numeric not null default 0,
  add column last_loss_at timestamptz,
  add constraint capital_pnl_of_day_is_finite check (pnl_of_day between -1e20 and 1e20);

alter table lifecycle.protections
  add column is_default boolean not null default false,
  add column fired_at timestamptz,
  add column fired_price numeric,
  add constraint protections_fired_has_time
    check (state not in ('fired', 'done') or fired_at is not null),
  add constraint protections_fired_price_is_finite check (fired_price between 0 and 1e20);
create unique index protections_default_key on lifecycle.protections
  (user_id, position_id, kind) where is_default;
