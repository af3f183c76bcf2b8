-- Users, exchange accounts, profiles, claims, outbox. user_id leads every tenant key.

create table tenancy.users (
  user_id uuid not null,
  is_suspended boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  constraint users_pkey primary key (user_id)
);

create table tenancy.account_fingerprints (
  exchange text collate "C" not null,
  exchange_uid text collate "C" not null,
  user_id_owner uuid not null,
  account_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint account_fingerprints_pkey primary key (exchange, exchange_uid)
);

create table tenancy.exchange_accounts (
  user_id uuid not null,
  account_id uuid not null default gen_random_uuid(),
  exchange text collate "C" not null,
  market_type text collate "C" not null,
  position_mode text collate "C" not null default 'one_way',
  credentials_ref text collate "C" not null,
  exchange_uid text collate "C",
  foreign_order_policy text collate "C" not null default 'report',
  state text collate "C" not null default 'active',
  halt_reason text,
  halted_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  constraint exchange_accounts_pkey primary key (user_id, account_id),
  constraint exchange_accounts_user_fkey foreign key (user_id) references tenancy.users (user_id),
  constraint exchange_accounts_exchange_fkey foreign key (exchange, market_type)
    references meta.exchanges (exchange, market_type),
  constraint exchange_accounts_position_mode_is_known
    check (position_mode in ('one_way', 'hedge')),
  constraint exchange_accounts_spot_is_one_way
    check (market_type = 'swap' or position_mode = 'one_way'),
  constraint exchange_accounts_credentials_ref_is_a_reference
    check (credentials_ref ~ '^(env|file|vault):[^[:cntrl:]]+$' and length(credentials_ref) <= 500),
  constraint exchange_accounts_foreign_order_policy_is_known
    check (foreign_order_policy in ('ignore', 'report', 'halt')),
  constraint exchange_accounts_state_is_known check (state in ('active', 'halted', 'closed')),
  constraint exchange_accounts_halt_has_reason
    check (
      (state = 'halted') = (halt_reason is not null)
      and (state = 'halted') = (halted_at is not null)
    )
);

create table tenancy.profiles (
  user_id uuid not null,
  profile_id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  name text not null,
  quote_currency text collate "C" not null,
  max_open_positions integer not null default 10,
  max_order_cost numeric not null default 1e20,
  max_leverage numeric not null default 1,
  price_buffer_rate numeric not null default 0.01,
  fee_buffer_rate numeric not null default 0.002,
  cushion_rate numeric not null default 0.001,
  created_at timestamptz not null default clock_timestamp(),
  constraint profiles_pkey primary key (user_id, profile_id),
  constraint profiles_account_key unique (user_id, profile_id, account_id),
  constraint profiles_account_fkey foreign key (user_id, account_id)
    references tenancy.exchange_accounts (user_id, account_id),
  constraint profiles_name_is_short check (length(name) between 1 and 100),
  constraint profiles_quote_currency_is_code check (quote_currency ~ '^[A-Z0-9]{1,20}$'),
  constraint profiles_max_open_positions_is_bounded check (max_open_positions between 0 and 10000),
  constraint profiles_max_order_cost_is_bounded check (max_order_cost between 0 and 1e20),
  constraint profiles_max_leverage_is_bounded check (max_leverage between 1 and 200),
  constraint profiles_price_buffer_rate_is_bounded check (price_buffer_rate between 0 and 1),
  constraint profiles_fee_buffer_rate_is_bounded check (fee_buffer_rate between 0 and 1),
  constraint profiles_cushion_rate_is_bounded check (cushion_rate between 0 and 1)
);
create index profiles_account_idx on tenancy.profiles (user_id, account_id);

create table tenancy.claims (
  user_id uuid not null,
  account_id uuid not null,
  exclusivity_key text collate "C" not null,
  profile_id uuid not null,
  claimed_at timestamptz not null default clock_timestamp(),
  is_held boolean not null default true,
  constraint claims_pkey primary key (user_id, account_id, exclusivity_key),
  constraint claims_profile_fkey foreign key (user_id, profile_id, account_id)
    references tenancy.profiles (user_id, profile_id, account_id)
);
create index claims_profile_idx on tenancy.claims (user_id, profile_id);

-- Four slots by day, truncated in turn: no DDL at run time, nothing to vacuum.
create table tenancy.broadcasts (
  user_id uuid not null,
  profile_id uuid not null,
  event_seq bigint not null,
  slot smallint not null,
  event text collate "C" not null,
  payload jsonb not null,
  epoch bigint not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint broadcasts_pkey primary key (user_id, profile_id, event_seq, slot),
  constraint broadcasts_slot_is_known check (slot between 0 and 3),
  constraint broadcasts_event_seq_is_positive check (event_seq > 0),
  constraint broadcasts_payload_names_its_user
    check (coalesce(payload ->> 'user_id', '') = user_id::text)
) partition by list (slot);
create table tenancy.broadcasts_0 partition of tenancy.broadcasts for values in (0);
create table tenancy.broadcasts_1 partition of tenancy.broadcasts for values in (1);
create table tenancy.broadcasts_2 partition of tenancy.broadcasts for values in (2);
create table tenancy.broadcasts_3 partition of tenancy.broadcasts for values in (3);
create index broadcasts_recorded_idx on tenancy.broadcasts (recorded_at);

create table tenancy.breaches (
  user_id uuid not null,
  breach_id uuid not null default gen_random_uuid(),
  entry_point text collate "C" not null,
  named_user_id uuid,
  named_object text collate "C",
  session_role text not null default session_user,
  recorded_at timestamptz not null default clock_timestamp(),
  detail jsonb not null default '{}',
  constraint breaches_pkey primary key (user_id, breach_id)
);
