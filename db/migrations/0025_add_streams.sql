-- User-data streams: what the driver of an account says of the one that it listens to.

create table health.streams (
  user_id uuid not null,
  account_id uuid not null,
  lease_term bigint not null,
  connection_no bigint not null,
  connected_at timestamptz,
  caught_up_at timestamptz,
  heard_at timestamptz,
  lag_ms integer,
  down_at timestamptz,
  error_class text collate "C",
  constraint streams_pkey primary key (user_id, account_id),
  constraint streams_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id),
  constraint streams_connection_no_is_not_negative check (connection_no >= 0),
  constraint streams_lag_is_bounded check (lag_ms between 0 and 86400000),
  constraint streams_is_connected_or_down check ((connected_at is null) = (down_at is not null)),
  constraint streams_caught_up_is_connected
    check (caught_up_at is null or connected_at is not null)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);
alter table health.streams enable row level security;

alter table health.loops
  drop constraint loops_loop_is_known,
  add constraint loops_loop_is_known
    check (loop in ('trading', 'monitor', 'reconciliation', 'capital_watchdog', 'stream'));
