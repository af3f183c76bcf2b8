-- Who may act: owner token (fresh per process), term (only grows), expiry (the database's clock).

create table locks.entry_locks (
  user_id uuid not null,
  profile_id uuid not null,
  symbol text collate "C" not null,
  owner_token uuid,
  term bigint not null,
  acquired_at timestamptz not null,
  expires_at timestamptz not null,
  constraint entry_locks_pkey primary key (user_id, profile_id, symbol),
  constraint entry_locks_profile_fkey foreign key (user_id, profile_id)
    references tenancy.profiles (user_id, profile_id),
  constraint entry_locks_term_is_positive check (term > 0)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);
create index entry_locks_held_idx on locks.entry_locks (user_id) where owner_token is not null;

create table locks.account_leases (
  user_id uuid not null,
  account_id uuid not null,
  owner_token uuid,
  instance_id uuid,
  term bigint not null,
  epoch bigint not null,
  acquired_at timestamptz not null,
  expires_at timestamptz not null,
  ready_term bigint,
  ready_epoch bigint,
  reconciled_at timestamptz,
  constraint account_leases_pkey primary key (user_id, account_id),
  constraint account_leases_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id),
  constraint account_leases_term_is_positive check (term > 0),
  constraint account_leases_ready_is_proved
    check (
      (ready_term is null) = (reconciled_at is null)
      and (ready_term is null) = (ready_epoch is null)
    )
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);
create index account_leases_owner_idx on locks.account_leases (owner_token)
  where owner_token is not null;
