-- Instances, loops, incidents, counters; change requests and the audit record.

create table health.instances (
  instance_id uuid not null,
  owner_token uuid not null,
  version text not null,
  host text not null,
  state text collate "C" not null default 'running',
  epoch bigint not null,
  started_at timestamptz not null,
  heartbeat_at timestamptz not null,
  stopped_at timestamptz,
  constraint instances_pkey primary key (instance_id),
  constraint instances_owner_token_key unique (owner_token),
  constraint instances_state_is_known check (state in ('running', 'stopped')),
  constraint instances_stopped_has_time check ((state = 'stopped') = (stopped_at is not null))
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);
create index instances_running_idx on health.instances (instance_id) where state = 'running';

-- One row per account and loop, whoever drives it: the table grows with accounts, not restarts.
create table health.loops (
  user_id uuid not null,
  account_id uuid not null,
  loop text collate "C" not null,
  instance_id uuid not null,
  interval_seconds numeric not null,
  began_at timestamptz not null,
  started_at timestamptz,
  succeeded_at timestamptz,
  failed_at timestamptz,
  error text,
  run_count bigint not null default 0,
  failure_count bigint not null default 0,
  constraint loops_pkey primary key (user_id, account_id, loop),
  constraint loops_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id),
  constraint loops_instance_fkey foreign key (instance_id)
    references health.instances (instance_id),
  constraint loops_loop_is_known
    check (loop in ('trading', 'monitor', 'reconciliation', 'capital_watchdog')),
  constraint loops_interval_is_bounded check (interval_seconds between 0.01 and 86400)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);

-- What the driver of an account last heard of its exchange.
create table health.exchange_contacts (
  user_id uuid not null,
  account_id uuid not null,
  succeeded_at timestamptz,
  failed_at timestamptz,
  failure_count integer not null default 0,
  error_class text collate "C",
  latency_ms integer,
  clock_skew_ms integer,
  constraint exchange_contacts_pkey primary key (user_id, account_id),
  constraint exchange_contacts_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id),
  constraint exchange_contacts_failure_has_class
    check ((failure_count = 0) = (error_class is null) and failure_count >= 0),
  constraint exchange_contacts_error_class_is_a_name
    check (error_class ~ '^[A-Za-z][A-Za-z_]{0,59}$'),
  constraint exchange_contacts_latency_is_bounded check (latency_ms between 0 and 3600000),
  constraint exchange_contacts_clock_skew_is_bounded
    check (clock_skew_ms between -86400000 and 86400000)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);

-- What each check view said last: a scrape reads this and never the views, which read history.
create table health.check_results (
  check_name text collate "C" not null,
  row_count bigint,
  severity text collate "C",
  measured_at timestamptz,
  duration_ms integer,
  constraint check_results_pkey primary key (check_name),
  constraint check_results_row_count_is_not_negative check (row_count >= 0),
  constraint check_results_severity_is_known check (severity in ('info', 'warning', 'critical')),
  constraint check_results_measured_has_count
    check ((measured_at is null) = (row_count is null)),
  constraint check_results_duration_is_not_negative check (duration_ms >= 0)
) with (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,
  autovacuum_vacuum_cost_delay = 0
);

-- Installation-wide incidents carry the nil uuid as user_id.
create table health.incidents (
  user_id uuid not null,
  incident_id uuid not null default gen_random_uuid(),
  kind text collate "C" not null,
  level text collate "C" not null,
  subject text collate "C" not null,
  state text collate "C" not null default 'open',
  occurrence_count integer not null default 1,
  detail jsonb not null default '{}',
  runbook text collate "C" not null,
  opened_at timestamptz not null,
  last_seen_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  closed_at timestamptz,
  closed_by text,
  constraint incidents_pkey primary key (user_id, incident_id),
  constraint incidents_level_is_known check (level in ('info', 'warning', 'critical')),
  constraint incidents_state_is_known check (state in ('open', 'closed')),
  constraint incidents_closed_has_time check ((state = 'closed') = (closed_at is not null)),
  constraint incidents_acknowledged_has_time
    check ((acknowledged_at is null) = (acknowledged_by is null)),
  constraint incidents_subject_is_bounded check (length(subject) between 1 and 500)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create unique index incidents_one_open_key on health.incidents (user_id, kind, subject)
  where state = 'open';

create table health.counter_deltas (
  user_id uuid not null,
  delta_id uuid not null default gen_random_uuid(),
  counter text collate "C" not null,
  label text collate "C" not null default '',
  delta numeric not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint counter_deltas_pkey primary key (user_id, delta_id),
  constraint counter_deltas_delta_is_finite check (delta between 0 and 1e15)
);

create table health.counters (
  counter text collate "C" not null,
  label text collate "C" not null default '',
  total numeric not null default 0,
  changed_at timestamptz not null default clock_timestamp(),
  constraint counters_pkey primary key (counter, label),
  constraint counters_total_is_not_negative check (total >= 0 and total < 1e30)
);

create table ops.change_requests (
  user_id uuid not null,
  change_id uuid not null default gen_random_uuid(),
  profile_id uuid not null,
  kind text collate "C" not null,
  planned jsonb not null,
  planned_seq bigint not null,
  state text collate "C" not null default 'proposed',
  reason text not null,
  requested_by text not null default session_user,
  requested_at timestamptz not null default clock_timestamp(),
  approved_by text,
  approved_at timestamptz,
  applied_at timestamptz,
  expires_at timestamptz not null,
  constraint change_requests_pkey primary key (user_id, change_id),
  constraint change_requests_profile_fkey foreign key (user_id, profile_id)
    references tenancy.profiles (user_id, profile_id),
  constraint change_requests_kind_is_known check (kind in ('correction', 'restatement')),
  constraint change_requests_state_is_known
    check (state in ('proposed', 'approved', 'applied', 'refused', 'expired')),
  constraint change_requests_two_persons check (approved_by <> requested_by),
  constraint change_requests_approval_is_recorded
    check (
      state not in ('approved', 'applied')
      or (approved_by is not null and approved_at is not null)
    ),
  constraint change_requests_applied_has_time check ((state = 'applied') = (applied_at is not null))
);

create index change_requests_pending_idx on ops.change_requests (user_id, requested_at)
  where state in ('proposed', 'approved');

create table ops.audit (
  user_id uuid not null,
  audit_id uuid not null default gen_random_uuid(),
  entry_point text collate "C" not null,
  arguments jsonb not null,
  result jsonb not null,
  operator text not null default session_user,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint audit_pkey primary key (user_id, audit_id)
);
create index audit_newest_idx on ops.audit (recorded_at);
