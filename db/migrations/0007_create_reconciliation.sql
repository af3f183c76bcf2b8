-- Runs against the exchange: what was read, what differs, what still has to be asked.

create table reconciliation.locks (
  user_id uuid not null,
  account_id uuid not null,
  owner_token uuid,
  term bigint not null,
  acquired_at timestamptz not null,
  expires_at timestamptz not null,
  constraint locks_pkey primary key (user_id, account_id),
  constraint locks_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id),
  constraint locks_term_is_positive check (term > 0)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);

create table reconciliation.runs (
  user_id uuid not null,
  run_id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  owner_token uuid not null,
  lock_term bigint not null,
  lease_term bigint not null,
  epoch bigint not null,
  state text collate "C" not null default 'reading',
  is_complete boolean not null default false,
  rounds integer not null default 0,
  mismatches_found integer not null default 0,
  mismatches_healed integer not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  constraint runs_pkey primary key (user_id, run_id),
  constraint runs_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id),
  constraint runs_state_is_known
    check (state in ('reading', 'handling', 'finished', 'incomplete', 'stuck', 'abandoned')),
  constraint runs_finished_has_time
    check ((state in ('reading', 'handling')) = (finished_at is null)),
  constraint runs_rounds_is_bounded check (rounds between 0 and 100)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create unique index runs_one_live_key on reconciliation.runs (user_id, account_id)
  where state in ('reading', 'handling');
create index runs_newest_idx on reconciliation.runs (user_id, account_id, started_at desc);

create table reconciliation.latest_snapshots (
  user_id uuid not null,
  account_id uuid not null,
  part text collate "C" not null,
  run_id uuid not null,
  is_complete boolean not null,
  row_count integer not null,
  empty_count integer not null default 0,
  document jsonb not null,
  started_at timestamptz not null,
  recorded_at timestamptz not null,
  constraint latest_snapshots_pkey primary key (user_id, account_id, part),
  constraint latest_snapshots_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id),
  constraint latest_snapshots_part_is_known
    check (part in ('open_orders', 'trades', 'positions', 'balances')),
  constraint latest_snapshots_row_count_is_not_negative check (row_count >= 0)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);

create table reconciliation.mismatches (
  user_id uuid not null,
  mismatch_id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  profile_id uuid,
  kind text collate "C" not null,
  subject text collate "C" not null,
  state text collate "C" not null default 'open',
  run_id uuid,
  seen_count integer not null default 1,
  detail jsonb not null default '{}',
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  closed_at timestamptz,
  accepted_by text,
  accept_reason text,
  constraint mismatches_pkey primary key (user_id, mismatch_id),
  constraint mismatches_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id),
  constraint mismatches_kind_is_known check (kind in (
    'order_missing_on_exchange', 'order_missing_in_database', 'order_foreign', 'order_drift',
    'fill_missing', 'fill_unexplained', 'position_missing_on_exchange',
    'position_missing_in_database', 'position_drift', 'attempt_unresolved', 'ledger_drift',
    'balance_shortfall', 'unpriced_fee'
  )),
  constraint mismatches_state_is_known check (state in ('open', 'healed', 'accepted')),
  constraint mismatches_closed_has_time check ((state = 'open') = (closed_at is null)),
  constraint mismatches_accepted_is_explained check (
    (state = 'accepted') = (accepted_by is not null)
    and (state = 'accepted') = (accept_reason is not null)
  ),
  constraint mismatches_subject_is_bounded check (length(subject) between 1 and 500),
  constraint mismatches_seen_count_is_positive check (seen_count > 0)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create unique index mismatches_one_open_key on reconciliation.mismatches
  (user_id, account_id, kind, subject) where state = 'open';
create index mismatches_accepted_idx on reconciliation.mismatches
  (user_id, account_id, kind, subject) where state = 'accepted';

create table reconciliation.lookups (
  user_id uuid not null,
  lookup_id uuid not null default gen_random_uuid(),
  run_id uuid not null,
  account_id uuid not null,
  profile_id uuid not null,
  kind text collate "C" not null,
  subject_id uuid not null,
  symbol text collate "C" not null,
  client_order_text text collate "C",
  exchange_order_id text collate "C",
  state text collate "C" not null default 'asked',
  outcome text collate "C",
  asked_at timestamptz not null,
  answered_at timestamptz,
  constraint lookups_pkey primary key (user_id, lookup_id),
  constraint lookups_subject_key unique (user_id, run_id, kind, subject_id),
  constraint lookups_run_fkey foreign key (user_id, run_id)
    references reconciliation.runs (user_id, run_id),
  constraint lookups_kind_is_known check (kind in ('attempt', 'order')),
  constraint lookups_state_is_known check (state in ('asked', 'answered')),
  constraint lookups_outcome_is_known check (outcome in ('found', 'not_found', 'failed')),
  constraint lookups_answered_has_outcome check (
    (state = 'answered') = (outcome is not null)
    and (state = 'answered') = (answered_at is not null)
  )
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
